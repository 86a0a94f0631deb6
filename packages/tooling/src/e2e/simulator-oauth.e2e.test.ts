import type { Schemas } from '@flow/contract'
import { startSimulator, type Simulator } from '@flow/simulator'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { networkSettings } from './simulator-bench.ts'
import { authorizeAtSimulator } from './simulator-oauth.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let simulator: Simulator
let database: pg.Client

beforeAll(async () => {
  simulator = await startSimulator()
  flow = await runFlow({ env: { FLOW_ALLOW_PRIVATE_NETWORKS: 'true', ...networkSettings(simulator) }, isLogKept: true })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
  await simulator?.stop()
})

const authorize = (body: object) => flow.call('POST', '/v1/connections/authorize', { body })
const connectionWith = async (id: string) => (await flow.call('GET', `/v1/connections/${id}`)).json.data as Schemas['Connection']
const publish = async ({ connectionId, content }: { connectionId: string; content: string }) => {
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: content, connectionIds: [connectionId] } })).json.data as Schemas['Channel']
  const post = (await flow.call('POST', '/v1/posts', { body: { channelId: channel.id, content } })).json.data as Schemas['Post']
  const read = async () => (await flow.call('GET', `/v1/posts/${post.id}`)).json.data as Schemas['Post']
  await until('the post is done', async () => (await read()).status === 'done')
}
const registrations = () => simulator.calls({ network: 'mastodon', operation: 'auth' }).filter(({ path }) => path === '/api/v1/apps').length

test('an account on a Mastodon server is connected by OAuth, and the next one there uses the application that Flow has', async () => {
  const server = simulator.baseUrlOf('mastodon')
  const anna = await authorizeAtSimulator({ flow, body: { network: 'mastodon', server: `${server}/` }, account: 'anna' })
  expect(await connectionWith(anna)).toMatchObject({
    network: 'mastodon',
    status: 'active',
    expiresAt: null,
    account: { handle: expect.stringContaining('anna') },
  })
  await publish({ connectionId: anna, content: 'By OAuth' })
  expect(simulator.published({ network: 'mastodon', account: 'anna' }).map(({ text }) => text)).toEqual(['By OAuth'])

  const ben = await authorizeAtSimulator({ flow, body: { network: 'mastodon', server }, account: 'ben' })
  expect(ben).not.toBe(anna)
  expect(await authorizeAtSimulator({ flow, body: { network: 'mastodon', connectionId: anna }, account: 'anna' })).toBe(anna)
  expect(registrations()).toBe(1)
  const { rows } = await database.query('select network, server, confirmed_at is not null as is_confirmed, sealed from oauth_application')
  expect(rows).toEqual([{ network: 'mastodon', server, is_confirmed: true, sealed: expect.any(Buffer) }])
  expect(rows[0].sealed.toString('latin1')).not.toContain('secret_mastodon')
})

test('Flow registers anew where an application was never used, and once only when many come at a time', async () => {
  const server = `${simulator.baseUrlOf('mastodon')}//`
  await database.query("update oauth_application set confirmed_at = null, created_at = now() - interval '2 hours'")
  const before = registrations()
  const urls = await Promise.all(Array.from({ length: 4 }, () => authorize({ network: 'mastodon', server })))
  const clientIds = urls.map(({ json }) => new URL((json.data as Schemas['ConnectionAuthorization']).url).searchParams.get('client_id'))
  expect(new Set(clientIds).size).toBe(1)
  expect(registrations()).toBeGreaterThan(before)
  expect((await database.query('select count(*)::int as kept from oauth_application')).rows).toEqual([{ kept: 1 }])
})

test('a server that is missing, wrong, away or nowhere asked for is named', async () => {
  const problems = [
    [{ network: 'mastodon' }, 'is required: '],
    [{ network: 'mastodon', server: 'mastodon.social' }, 'must look like https://'],
    [{ network: 'mastodon', server: 'https://anna:secret@mastodon.social' }, 'without a name and password'],
    [{ network: 'x', server: 'https://x.com' }, 'is not taken here'],
    [{ network: 'mastodon', server: `${simulator.baseUrl}/nowhere` }, "can't be asked for access"],
  ] as const
  for (const [body, message] of problems) {
    const answer = await authorize(body)
    expect(answer.json.error, answer.text).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'server', message: expect.stringContaining(message) }],
    })
  }
  const away = await authorize({ network: 'mastodon', server: 'http://127.0.0.1:1' })
  expect(away.json.error, away.text).toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
})

test('a page at LinkedIn is connected again by OAuth, and stays the page', async () => {
  const body = { network: 'linkedin', credentials: { accessToken: 'token-of-the-page', authorUrn: 'urn:li:organization:2414183' } }
  const page = (await flow.call('POST', '/v1/connections', { body })).json.data as Schemas['Connection']
  expect(await authorizeAtSimulator({ flow, body: { network: 'linkedin', connectionId: page.id }, account: 'admin' })).toBe(page.id)
  await publish({ connectionId: page.id, content: 'From the page' })
  expect(simulator.published({ network: 'linkedin', text: 'From the page' })).toMatchObject([{ account: 'admin', record: expect.anything() }])
  expect((await connectionWith(page.id)).account.id).toBe('urn:li:organization:2414183')
})

test('Slack gives a bot by OAuth for the channel that is named, and its tokens are renewed where they rotate', async () => {
  const refused = await authorize({ network: 'slack' })
  expect(refused.json.error, refused.text).toMatchObject({ details: [{ field: 'fields.channel', message: expect.stringContaining('is required') }] })
  const lasting = await authorizeAtSimulator({ flow, body: { network: 'slack', fields: { channel: 'C0123456789' } }, account: 'acme' })
  expect(await connectionWith(lasting)).toMatchObject({ status: 'active', expiresAt: null, account: { id: 'T0SIMULATOR/C0123456789' } })
  await publish({ connectionId: lasting, content: 'By a lasting token' })

  simulator.configure({ rotatesTokens: true })
  // The connection knows its channel.
  expect(await authorizeAtSimulator({ flow, body: { network: 'slack', connectionId: lasting }, account: 'acme' })).toBe(lasting)
  for (const round of [1, 2]) {
    await database.query("update connection set renew_at = now() - interval '1 second' where id = $1", [lasting])
    await publish({ connectionId: lasting, content: `By a token that was renewed ${round}` })
  }
  expect(simulator.published({ network: 'slack', account: 'acme' }).map(({ text, target }) => [text, target])).toEqual([
    ['By a lasting token', 'C0123456789'],
    ['By a token that was renewed 1', 'C0123456789'],
    ['By a token that was renewed 2', 'C0123456789'],
  ])
  const { rows } = await database.query('select credentials_rev, status::text, renew_at > now() as is_renewed from connection where id = $1', [lasting])
  expect(rows).toEqual([{ credentials_rev: 3, status: 'active', is_renewed: true }])
})

test('a long-lived token of Threads is renewed with itself before it ends, and posts go on', async () => {
  const id = await authorizeAtSimulator({ flow, body: { network: 'threads' }, account: 'thea' })
  await database.query("update connection set renew_at = now() - interval '1 second' where id = $1", [id])
  await publish({ connectionId: id, content: 'After the renewal' })
  const { rows } = await database.query('select credentials_rev, renew_at > now() as is_renewed from connection where id = $1', [id])
  expect(rows).toEqual([{ credentials_rev: 1, is_renewed: true }])
})

test('no code, token or secret of an application is in the log', () => {
  expect(flow.log()).toContain('incoming request')
  expect(flow.log()).not.toMatch(/[?&](code|state)=|secret_mastodon|access_mastodon|access_slack|refresh_slack|THAA/)
})
