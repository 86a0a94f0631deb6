import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOAuthProvider, type OAuthProvider } from './oauth-provider.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let provider: OAuthProvider
let database: pg.Client
let apiKey: string

beforeAll(async () => {
  provider = await startOAuthProvider()
  flow = await runFlow({ env: { FLOW_OAUTH_TEST_PROVIDER: provider.setting }, isLogKept: true })
  provider.open({ redirectUrl: `${(flow.baseUrls[0] ?? '').replace('127.0.0.1', 'localhost')}/v1/connections/callback` })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  apiKey = ((await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']).apiKey
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
  await provider?.stop()
})

const authorize = async (body: object = {}) => {
  const answer = await flow.call('POST', '/v1/connections/authorize', { body: { network: 'sandbox', ...body }, apiKey })
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data as Schemas['ConnectionAuthorization']
}
const list = async () => (await flow.call('GET', '/v1/connections', { apiKey })).json.data as Schemas['Connection'][]
const callback = (query: string) => `${flow.baseUrls[0]}/v1/connections/callback?${query}`

test('a person who says no, a state that is wrong, old or used: a clear page, no connection', async () => {
  provider.decision.isDenied = true
  const { url } = await authorize()
  const denied = await provider.browse(url)
  expect(denied).toMatchObject({ status: 400, text: expect.stringContaining('Access was not given') })
  expect(denied.text).not.toContain('<script')
  expect(denied.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(denied.headers.get('cache-control')).toBe('no-store')
  provider.decision.isDenied = false
  expect(await provider.browse(denied.url)).toMatchObject({ status: 400, text: expect.stringContaining('used already') })
  expect(await provider.browse(callback('state=%3Cscript%3E&code=x'))).toMatchObject({ status: 400, text: expect.stringContaining('did not send you there') })
  expect(await provider.browse(callback('code=x'))).toMatchObject({ status: 400 })
  const old = await authorize({ returnUrl: 'https://app.example/accounts?tab=1' })
  await database.query("update oauth_state set expires_at = now() - interval '1 second' where used_at is null")
  const late = await provider.browse(old.url)
  expect(late.status).toBe(302)
  expect(late.url).toContain('https://app.example/accounts?tab=1&error=state_expired&message=')
  expect(await list()).toEqual([])
})

test('a person who says yes is connected, posts go out, tokens are renewed, and connecting again keeps the connection', async () => {
  const { url, expiresAt } = await authorize()
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThan(601_000)
  const page = await provider.browse(url)
  expect(page, page.text).toMatchObject({ status: 200, text: expect.stringContaining('Account connected') })
  const [connection] = await list()
  expect(connection).toMatchObject({ network: 'sandbox', mode: 'test', status: 'active', expiresAt: null })
  expect(await provider.browse(page.url)).toMatchObject({ status: 400, text: expect.stringContaining('used already') })

  const id = connection?.id ?? ''
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'OAuth', connectionIds: [id] }, apiKey })).json.data as Schemas['Channel']
  // A worker renews what is due; the provider takes every refresh token once.
  for (let round = 1; round <= 2; round++) {
    await database.query("update connection set renew_at = now() - interval '1 second' where id = $1", [id])
    const post = (await flow.call('POST', '/v1/posts', { body: { channelId: channel.id, content: `Round ${round}` }, apiKey })).json.data as Schemas['Post']
    await until('the post is done', async () => ((await flow.call('GET', `/v1/posts/${post.id}`, { apiKey })).json.data as Schemas['Post']).status === 'done')
    const { rows } = await database.query('select credentials_rev, renew_at > now() as is_renewed from connection where id = $1', [id])
    expect(rows).toEqual([{ credentials_rev: round, is_renewed: true }])
  }

  const back = await provider.browse((await authorize({ connectionId: id, returnUrl: 'https://app.example/accounts' })).url)
  expect(back.url).toBe(`https://app.example/accounts?connected=${id}`)
  expect(await list()).toHaveLength(1)
})

test('where OAuth is not the way, it says what is', async () => {
  const answer = await flow.call('POST', '/v1/connections/authorize', { body: { network: 'discord' } })
  expect(answer.json.error).toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field: 'network', message: expect.stringContaining('POST /v1/connections') }],
  })
})

test('no code, state or token is in the log', () => {
  expect(flow.log()).toContain('incoming request')
  expect(flow.log()).not.toMatch(/[?&](code|state)=/)
  expect(flow.log()).not.toContain('oauth-client-secret')
})
