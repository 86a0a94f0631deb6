import type { Schemas } from '@flow/contract/types'
import { expect, test } from 'vitest'
import { authorizeProblems, credentialProblems, filledIn } from '../../connections/credential-problems.ts'
import { explainConnection } from '../../connections/explain-connection.ts'
import { missingSettings } from '../../connections/missing-settings.ts'
import { fileProblem } from '../../media/file-types.ts'

const now = Date.parse('2026-11-24T10:00:00.000Z')
const connection: Schemas['Connection'] = {
  id: 'conn_1',
  mode: 'live',
  network: 'telegram',
  name: 'News',
  account: { id: '1', handle: '@news', displayName: 'News', url: null },
  status: 'active',
  reason: null,
  expiresAt: null,
  lastVerifiedAt: '2026-11-24T09:00:00.000Z',
  channelIds: [],
  createdAt: '2026-11-24T09:00:00.000Z',
  updatedAt: '2026-11-24T09:00:00.000Z',
}

test('a connection that is not well says why and what to do', () => {
  expect(explainConnection({ connection, now })).toMatchObject({ tone: 'good', text: null })
  const inThreeDays = new Date(now + 3 * 86_400_000).toISOString()
  expect(explainConnection({ connection: { ...connection, expiresAt: inThreeDays }, now })).toMatchObject({ tone: 'warning', word: 'Expires in 3 days' })
  const reason = { code: 'credentials_expired', message: 'The bot was removed.', nextActionAt: null }
  expect(explainConnection({ connection: { ...connection, status: 'expired', reason }, now })).toMatchObject({ tone: 'danger', text: 'The bot was removed.' })
})

test('credentials are judged by the fields of the network before they are sent', () => {
  const token = { name: 'token', label: 'Token', help: '', isSecret: true, isRequired: true, pattern: '^\\d+$', example: '123' }
  const chat = { ...token, name: 'chat', label: 'Chat', isRequired: false, pattern: null }
  expect(credentialProblems({ fields: [token, chat], values: {} })).toEqual({ token: 'Token is needed.' })
  expect(credentialProblems({ fields: [token, chat], values: { token: 'abc' } })).toEqual({ token: expect.stringContaining('123') })
  expect(credentialProblems({ fields: [token, chat], values: { token: ' 42 ' } })).toEqual({})
  expect(credentialProblems({ fields: [chat], values: {} })).toHaveProperty('chat')
  expect(filledIn({ token: ' 42 ', chat: ' ' })).toEqual({ token: '42' })
})

test('OAuth may be told nothing where nothing is needed, and what it must know is asked for', () => {
  const server = { name: 'server', label: 'Server', help: '', isSecret: false, isRequired: true, pattern: '^https://', example: 'https://m.example' }
  expect(authorizeProblems({ fields: [{ ...server, isRequired: false }], values: {} })).toEqual({})
  expect(authorizeProblems({ fields: [server], values: {} })).toEqual({ server: 'Server is needed.' })
  expect(authorizeProblems({ fields: [server], values: { server: 'm.example' } })).toEqual({ server: expect.stringContaining('https://m.example') })
})

test('what the operator must set is named', () => {
  const way: Schemas['NetworkConnectWay'] = { method: 'oauth', fields: [], isConfigured: false, missingSetting: 'FLOW_OAUTH_X_CLIENT_ID' }
  expect(missingSettings({ connect: [way] })).toEqual(['FLOW_OAUTH_X_CLIENT_ID'])
  expect(missingSettings({ connect: [{ ...way, isConfigured: true, missingSetting: null }] })).toEqual([])
})

test('a file that Flow would refuse is named before it is sent', () => {
  expect(fileProblem({ type: 'image/png', size: 5 })).toBeNull()
  expect(fileProblem({ type: 'image/tiff', size: 5 })).toMatch(/JPG/)
  expect(fileProblem({ type: 'image/png', size: 11 * 1024 * 1024 })).toMatch(/10 MB/)
})
