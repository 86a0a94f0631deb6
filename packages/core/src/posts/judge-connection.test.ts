import { expect, test } from 'vitest'
import { judgeConnection } from './judge-connection.ts'

const dueAt = new Date('2026-12-10T12:00:00Z')
const judge = (more: { status?: 'active' | 'expired' | 'error'; expiresAt?: Date | null }) =>
  judgeConnection({ target: { connectionId: 'conn_1', name: 'News', status: 'active', expiresAt: null, ...more }, displayName: 'LinkedIn', dueAt })

test.each([
  ['never', null],
  ['after the post', new Date('2026-12-10T12:00:01Z')],
])('credentials that end %s are nothing to tell', (_when, expiresAt) => {
  expect(judge({ expiresAt })).toEqual([])
  expect(judge({ status: 'error', expiresAt })).toEqual([])
})

test.each(['2026-12-10T12:00:00Z', '2026-12-01T00:00:00Z'])('credentials that end at %s, before a post of noon on the 10th, are told with their end', (end) => {
  const expiresAt = new Date(end)
  expect(judge({ expiresAt })).toEqual([
    {
      rule: 'connection_expiring',
      severity: 'warning',
      field: 'scheduledFor',
      limit: null,
      actual: null,
      remedy: `Connect the LinkedIn connection "News" again before ${expiresAt.toISOString()}, when its credentials end; the post is due after that.`,
    },
  ])
})

test('what has expired is told whatever its end was', () => {
  expect(judge({ status: 'expired' })).toMatchObject([{ rule: 'connection_expired', severity: 'warning', field: 'channelId' }])
})
