import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { agreeAtPds } from './agree-at-pds.ts'
import { startBlueskyPds, type BlueskyAccount, type BlueskyPds } from './bluesky-pds.ts'
import { noisyImage } from './pictures.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let pds: BlueskyPds
let flow: RunningFlow
let database: pg.Client
let ada: BlueskyAccount
let bob: BlueskyAccount

const settingsOf = () => ({ FLOW_ALLOW_PRIVATE_NETWORKS: 'true', FLOW_NETWORK_BASE_URL_BLUESKY: pds.directoryUrl })

beforeAll(async () => {
  pds = await startBlueskyPds()
  ;[ada, bob] = [await pds.createAccount('ada'), await pds.createAccount('bob')]
  flow = await runFlow({ env: settingsOf(), isLogKept: true })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
  await pds?.stop()
})
afterEach(() => vi.unstubAllGlobals())

type Asked = { at?: RunningFlow; fields?: Record<string, string>; connectionId?: string }

const authorize = async ({ at = flow, fields = { server: pds.url }, connectionId }: Asked) =>
  at.call('POST', '/v1/connections/authorize', {
    body: { network: 'bluesky', returnUrl: 'https://app.example/accounts', ...(connectionId === undefined ? { fields } : { connectionId }) },
  })
/** The whole way of a browser. Answers the query with which it ends. */
async function connect({ as, isDenied = false, at = flow, ...asked }: Asked & { as: BlueskyAccount; isDenied?: boolean }): Promise<URLSearchParams> {
  const begun = await authorize({ at, ...asked })
  if (begun.status !== 201) throw new Error(begun.text)
  const { url } = begun.json.data as Schemas['ConnectionAuthorization']
  const back = new URL(await agreeAtPds({ page: url, login: { username: as.handle, password: as.password }, isDenied }))
  const { headers } = await fetch(`${at.baseUrls[0]}${back.pathname}${back.search}`, { redirect: 'manual' })
  return new URL(headers.get('location') ?? '').searchParams
}
async function publish({
  connectionId,
  at = flow,
  ...post
}: {
  connectionId: string
  at?: RunningFlow
  content: string
  thread?: object[]
  mediaKeys?: string[]
}) {
  const body = { name: post.content, connectionIds: [connectionId], feedEnabled: false }
  const channel = (await at.call('POST', '/v1/channels', { body })).json.data as Schemas['Channel']
  const created = await at.call('POST', '/v1/posts', { body: { channelId: channel.id, ...post } })
  if (created.status !== 201) throw new Error(created.text)
  const { id } = created.json.data as Schemas['Post']
  const read = async () => (await at.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
  await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status), 50_000)
  const [publication] = (await at.call('GET', `/v1/posts/${id}/publications`)).json.data as Schemas['Publication'][]
  return publication
}
const textsOf = async ({ agent, did }: BlueskyAccount) =>
  (await agent.com.atproto.repo.listRecords({ repo: did, collection: 'app.bsky.feed.post', limit: 100 })).data.records.map(({ value }) => value.text)
const tokensOf = async (id: string) =>
  (await database.query('select credentials_rev, status::text, renew_at > now() as is_later from connection where id = $1', [id])).rows

test('a handle leads to its PDS, the person agrees there, and a thread with a picture goes out under tokens that are renewed', async () => {
  const ended = await connect({ as: ada, fields: { server: pds.url, identifier: `@${ada.handle}` } })
  const id = ended.get('connected') ?? ''
  expect(ended.get('message')).toBeNull()
  const connection = (await flow.call('GET', `/v1/connections/${id}`)).json.data as Schemas['Connection']
  expect(connection).toMatchObject({ status: 'active', expiresAt: null, account: { id: ada.did, handle: `@${ada.handle}` } })

  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await noisyImage({ width: 60, height: 40 }))], { type: 'image/png' }), 'dots.png')
  const media = (await flow.call('POST', '/v1/media/upload', { raw: form })).json.data as Schemas['Media']
  const publication = await publish({
    connectionId: id,
    content: 'By OAuth',
    mediaKeys: [media.key],
    thread: [{ content: 'Its second part' }],
  })
  expect(publication).toMatchObject({ status: 'published', attempts: 2 })
  expect(await textsOf(ada)).toEqual(expect.arrayContaining(['By OAuth', 'Its second part']))

  // A refresh token works once, and Flow has the next one before it uses what came with it.
  for (const round of [1, 2]) {
    await database.query("update connection set renew_at = now() - interval '1 second' where id = $1", [id])
    expect(await publish({ connectionId: id, content: `After renewal ${round}` })).toMatchObject({ status: 'published' })
  }
  expect(await tokensOf(id)).toEqual([{ credentials_rev: 2, status: 'active', is_later: true }])

  // It knows its handle and its server.
  expect((await connect({ as: ada, connectionId: id })).get('connected')).toBe(id)
  expect((await flow.call('POST', `/v1/connections/${id}/verify`)).json.data).toMatchObject({ status: 'active', account: { displayName: ada.handle } })
})

test('without a handle, the person says at the server who they are', async () => {
  const id = (await connect({ as: bob })).get('connected') ?? ''
  expect((await flow.call('GET', `/v1/connections/${id}`)).json.data).toMatchObject({ account: { id: bob.did } })
})

test('whoever says no or signs in as somebody else is not connected', async () => {
  expect((await connect({ as: ada, isDenied: true })).get('error')).toBe('consent_denied')
  const other = await connect({ as: bob, fields: { server: pds.url, identifier: ada.handle } })
  expect([other.get('error'), other.get('message')]).toEqual(['credentials_rejected', expect.stringContaining('another account')])
})

test('a handle that nobody has and a server without OAuth are named', async () => {
  const nobody = await authorize({ fields: { server: pds.url, identifier: 'nobody.test' } })
  expect(nobody.json.error, nobody.text).toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field: 'fields', message: expect.stringContaining('nobody.test') }],
  })
  const elsewhere = await authorize({ fields: { server: pds.directoryUrl } })
  expect(elsewhere.json.error, elsewhere.text).toMatchObject({ details: [{ field: 'server', message: expect.stringContaining('app password') }] })
})

test('access that is taken back ends the connection', async () => {
  const id = (await connect({ as: bob })).get('connected') ?? ''
  await pds.takeDown(bob.did)
  await database.query("update connection set renew_at = now() - interval '1 second' where id = $1", [id])
  await until('the connection has ended', async () => (await tokensOf(id))[0]?.status !== 'active')
})

test('no code, token or key is in the log or open in the database', async () => {
  expect(flow.log()).toContain('incoming request')
  expect(flow.log()).not.toMatch(/[?&](code|state)=|cod-[0-9a-f]|ref-[0-9a-f]|"d":/)
  const { rows } = await database.query('select credentials from connection where credentials is not null union all select sealed from oauth_application')
  expect(rows.length).toBeGreaterThan(1)
  for (const { credentials } of rows) expect(credentials.toString('latin1')).not.toMatch(/dpopKey|privateKey|ref-/)
})

test('at a public address Flow is known by its document and its key', { timeout: 120_000 }, async () => {
  const publicUrl = 'https://flow-under-test.dev'
  const at = await runFlow({ env: { ...settingsOf(), FLOW_PUBLIC_URL: publicUrl } })
  const byName = globalThis.fetch
  const asked: string[] = []
  // The PDS runs in this process; nothing else reaches that name.
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith(publicUrl)) return byName(input, init)
    asked.push(url)
    return byName(`${at.baseUrls[0]}${url.slice(publicUrl.length)}`)
  })
  try {
    const documentUrl = `${publicUrl}/oauth/bluesky/client-metadata.json`
    expect((await byName(`${at.baseUrls[0]}/oauth/bluesky/client-metadata.json`)).status).toBe(404)
    const carol = await pds.createAccount('carol')
    const id = (await connect({ as: carol, at })).get('connected') ?? ''
    expect(asked).toContain(documentUrl)
    const document = await byName(`${at.baseUrls[0]}/oauth/bluesky/client-metadata.json`)
    const told = await document.json()
    expect(told).toMatchObject({
      client_id: documentUrl,
      token_endpoint_auth_method: 'private_key_jwt',
      redirect_uris: [`${publicUrl}/v1/connections/callback`],
    })
    expect(JSON.stringify(told)).not.toContain('"d"')
    const client = new pg.Client({ connectionString: at.databaseUrl })
    await client.connect()
    await client.query("update connection set renew_at = now() - interval '1 second' where id = $1", [id])
    expect(await publish({ connectionId: id, at, content: 'From a public Flow' })).toMatchObject({ status: 'published' })
    expect((await client.query('select credentials_rev from connection where id = $1', [id])).rows).toEqual([{ credentials_rev: 1 }])
    await client.end()
  } finally {
    await at.stop()
  }
})
