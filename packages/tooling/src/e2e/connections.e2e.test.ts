import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeBot, fakeWebhook, startFakeNetworks, type FakeNetworks } from './fake-networks.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let fake: FakeNetworks
let database: pg.Client

beforeAll(async () => {
  fake = await startFakeNetworks()
  flow = await runFlow({
    env: { FLOW_NETWORK_BASE_URL_DISCORD: fake.baseUrl, FLOW_NETWORK_BASE_URL_TELEGRAM: fake.baseUrl },
    isLogKept: true,
  })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
  await fake?.stop()
})

const secrets = [fakeWebhook.token, fakeBot.token]
const discordCredentials = { webhookUrl: `https://discord.com/api/webhooks/${fakeWebhook.id}/${fakeWebhook.token}` }
const telegramCredentials = { botToken: fakeBot.token, chatId: fakeBot.chatId }
const answers: string[] = []
const call: RunningFlow['call'] = async (...input) => {
  const answer = await flow.call(...input)
  answers.push(answer.text)
  return answer
}
const connect = async (network: string, credentials: object) => {
  const answer = await call('POST', '/v1/connections', { body: { network, credentials } })
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data as Schemas['Connection']
}
const createChannel = async (body: object) => (await call('POST', '/v1/channels', { body: { name: 'News', ...body } })).json.data as Schemas['Channel']
const createPost = async (body: object) => (await call('POST', '/v1/posts', { body })).json.data as Schemas['Post']
const readPost = async (id: string) => (await call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
const readConnection = async (id: string) => (await call('GET', `/v1/connections/${id}`)).json.data as Schemas['Connection']
const publicationsOf = async (id: string) =>
  new Map(((await call('GET', `/v1/posts/${id}/publications`)).json.data as Schemas['Publication'][]).map((each) => [each.network, each]))
const settled = (id: string) => until('the post has ended', async () => ['done', 'blocked'].includes((await readPost(id)).status))
const later = () => new Date(Date.now() + 3_600_000).toISOString()

test('networks say how to connect, to a key of any permission', async () => {
  const key = (await call('POST', '/v1/api-keys', { body: { name: 'Little', permissions: ['media:read'] } })).json.data as Schemas['ApiKeyWithSecret']
  const networks = (await flow.call('GET', '/v1/networks', { apiKey: key.apiKey })).json.data as Schemas['Network'][]
  expect(networks.map((network) => [network.id, network.auth, network.isConnectable])).toEqual(
    expect.arrayContaining([
      ['discord', 'token', true],
      ['feed', 'none', false],
      ['sandbox', 'token', false],
      ['telegram', 'token', true],
    ]),
  )
  const waysOf = (id: string) =>
    networks.find((network) => network.id === id)?.connect.map((way) => [way.method, way.fields.map(({ name }) => name), way.isConfigured, way.missingSetting])
  expect(waysOf('feed')).toEqual([])
  expect(waysOf('discord')).toEqual([['credentials', ['webhookUrl', 'botToken', 'channelId'], true, null]])
  expect(waysOf('mastodon')).toEqual([
    ['credentials', ['server', 'accessToken'], true, null],
    ['oauth', ['server'], true, null],
  ])
  expect(waysOf('bluesky')).toEqual([
    ['credentials', ['server', 'identifier', 'appPassword'], true, null],
    ['oauth', ['server', 'identifier'], true, null],
  ])
  expect(waysOf('linkedin')).toEqual([
    ['credentials', ['accessToken', 'authorUrn'], true, null],
    ['oauth', ['authorUrn'], false, 'FLOW_OAUTH_LINKEDIN_CLIENT_ID'],
  ])
  expect((await flow.call('GET', '/v1/connections', { apiKey: key.apiKey })).status).toBe(403)
})

test('connect, add to a channel, post: it is on both networks and on the feed, each once, with its address', async () => {
  const [discord, telegram] = [await connect('discord', discordCredentials), await connect('telegram', telegramCredentials)]
  expect(discord).toMatchObject({ name: 'Flow news', status: 'active', account: { id: fakeWebhook.id, url: 'https://discord.com/channels/111/222' } })
  expect(telegram).toMatchObject({ account: { id: '-1001234567890', handle: '@flownews' } })
  const channel = await createChannel({ connectionIds: [discord.id, telegram.id] })
  expect(channel.connectionIds.toSorted()).toEqual([discord.id, telegram.id].toSorted())
  expect((await readConnection(discord.id)).channelIds).toEqual([channel.id])
  const { id } = await createPost({ channelId: channel.id, content: 'Hello networks' })
  await settled(id)
  expect((await readPost(id)).status).toBe('done')
  const publications = await publicationsOf(id)
  expect([...publications.keys()].toSorted()).toEqual(['discord', 'feed', 'telegram'])
  for (const each of publications.values()) expect(each).toMatchObject({ status: 'published', attempts: 1, reason: null, url: expect.any(String) })
  expect(publications.get('discord')?.url).toMatch(/^https:\/\/discord\.com\/channels\/111\/222\/\d+$/)
  expect(publications.get('telegram')?.url).toMatch(/^https:\/\/t\.me\/flownews\/\d+$/)
  expect(fake.posted.filter((post) => post.text === 'Hello networks')).toHaveLength(2)
})

test('a pause that a network asks for is kept, and the post goes out after it', async () => {
  const { id: connectionId } = await connect('discord', discordCredentials)
  const channel = await createChannel({ connectionIds: [connectionId], feedEnabled: false })
  fake.mishaps.push('rate-limit')
  const { id } = await createPost({ channelId: channel.id, content: 'After a pause' })
  await settled(id)
  expect((await publicationsOf(id)).get('discord')).toMatchObject({ status: 'published', attempts: 2 })
})

test('an answer that is lost is told as such and never sent again', async () => {
  const { id: connectionId } = await connect('discord', discordCredentials)
  const channel = await createChannel({ connectionIds: [connectionId] })
  fake.mishaps.push('lose-answer')
  const { id } = await createPost({ channelId: channel.id, content: 'Lost answer' })
  await settled(id)
  const publications = await publicationsOf(id)
  expect(publications.get('discord')).toMatchObject({ status: 'blocked', attempts: 1, reason: { code: 'outcome_unknown' } })
  expect(publications.get('feed')).toMatchObject({ status: 'published' })
  expect(fake.posted.filter((post) => post.text === 'Lost answer')).toHaveLength(1)
})

test('credentials that end expire the connection; later posts keep their time and go out once it is connected again', async () => {
  const { id: connectionId } = await connect('discord', discordCredentials)
  const channel = await createChannel({ connectionIds: [connectionId], feedEnabled: false })
  const waiting = await createPost({ channelId: channel.id, content: 'Waits for it', scheduledFor: later() })
  fake.mishaps.push('unknown-webhook')
  const first = await createPost({ channelId: channel.id, content: 'Too late' })
  await settled(first.id)
  expect((await publicationsOf(first.id)).get('discord')).toMatchObject({ status: 'blocked', reason: { code: 'credentials_expired' } })
  expect(await readConnection(connectionId)).toMatchObject({ status: 'expired', reason: { code: 'credentials_expired', nextActionAt: null } })
  const { rows } = await database.query("select data from event where type = 'connection.expired' and subject_id = $1", [connectionId])
  expect(rows).toMatchObject([{ data: { connection: { id: connectionId, status: 'expired' } } }])
  expect(((await call('GET', '/v1/connections?filter[status]=expired')).json.data as Schemas['Connection'][]).map((each) => each.id)).toEqual([connectionId])

  const rejected = await call('PATCH', `/v1/connections/${connectionId}`, { body: { credentials: { webhookUrl: 'https://discord.com/api/webhooks/1/wrong' } } })
  expect(rejected.json.error).toMatchObject({ code: 'CREDENTIALS_REJECTED' })
  const again = await call('PATCH', `/v1/connections/${connectionId}`, { body: { credentials: discordCredentials } })
  expect(again.json.data).toMatchObject({ id: connectionId, status: 'active', reason: null })
  await call('PATCH', `/v1/posts/${waiting.id}`, { body: { scheduledFor: new Date().toISOString() } })
  await settled(waiting.id)
  expect((await readPost(waiting.id)).status).toBe('done')
})

test('an account that may not post is told, and tried again with the next post', async () => {
  const { id: connectionId } = await connect('telegram', telegramCredentials)
  const channel = await createChannel({ connectionIds: [connectionId], feedEnabled: false })
  fake.mishaps.push('kicked')
  const kicked = await createPost({ channelId: channel.id, content: 'Kicked' })
  await settled(kicked.id)
  expect((await publicationsOf(kicked.id)).get('telegram')).toMatchObject({ status: 'blocked', reason: { code: 'permission_missing' } })
  expect(await readConnection(connectionId)).toMatchObject({ status: 'error', reason: { code: 'permission_missing' } })
  await settled((await createPost({ channelId: channel.id, content: 'Let in again' })).id)
  await until('the connection is well again', async () => (await readConnection(connectionId)).status === 'active')
})

test('too long a text is refused in plain words', async () => {
  const { id: connectionId } = await connect('telegram', telegramCredentials)
  const channel = await createChannel({ connectionIds: [connectionId], feedEnabled: false })
  const long = await call('POST', '/v1/posts', { body: { channelId: channel.id, content: 'x'.repeat(4_097) } })
  expect(long.json.error?.details).toMatchObject([{ rule: 'text_too_long', field: 'content', limit: 4_096, actual: 4_097 }])
})

test('a connection that is deleted blocks what waits on it; the rest goes out, and what was stays readable', async () => {
  const { id: connectionId } = await connect('telegram', telegramCredentials)
  const [both, alone] = [await createChannel({ connectionIds: [connectionId] }), await createChannel({ connectionIds: [connectionId], feedEnabled: false })]
  const due = new Date(Date.now() + 3_000).toISOString()
  const [one, two] = [
    await createPost({ channelId: both.id, content: 'Half', scheduledFor: due }),
    await createPost({ channelId: alone.id, content: 'None', scheduledFor: due }),
  ]
  expect((await call('DELETE', `/v1/connections/${connectionId}`)).status).toBe(204)
  expect((await call('GET', `/v1/connections/${connectionId}`)).json.error?.code).toBe('CONNECTION_NOT_FOUND')
  expect((await readPost(two.id)).status).toBe('queued')
  await Promise.all([settled(one.id), settled(two.id)])
  const publications = await publicationsOf(one.id)
  expect(publications.get('feed')).toMatchObject({ status: 'published' })
  expect(publications.get('telegram')).toMatchObject({ status: 'blocked', reason: { code: 'connection_deleted' }, attempts: 0 })
  expect(await readPost(one.id)).toMatchObject({ status: 'blocked', reason: { code: 'publications_blocked' } })
  expect(await readPost(two.id)).toMatchObject({ status: 'blocked', reason: { code: 'publications_blocked' } })
  expect(fake.posted.filter((post) => ['Half', 'None'].includes(post.text))).toEqual([])
})

test('a test key connects the sandbox by a token, and what the token asks for comes', async () => {
  const { apiKey } = (await call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
  const post = async (token: string) => {
    const connected = await flow.call('POST', '/v1/connections', { body: { network: 'sandbox', credentials: { token } }, apiKey })
    const { id } = connected.json.data as Schemas['Connection']
    const channel = (await flow.call('POST', '/v1/channels', { body: { name: token, connectionIds: [id] }, apiKey })).json.data as Schemas['Channel']
    const created = (await flow.call('POST', '/v1/posts', { body: { channelId: channel.id, content: 'Hi' }, apiKey })).json.data as Schemas['Post']
    const read = async () => (await flow.call('GET', `/v1/posts/${created.id}`, { apiKey })).json.data as Schemas['Post']
    await until('the post has ended', async () => ['done', 'blocked'].includes((await read()).status))
    const verified = await flow.call('POST', `/v1/connections/${id}/verify`, { apiKey, headers: { 'idempotency-key': token } })
    return { post: (await read()).status, verified: (verified.json.data as Schemas['Connection']).status }
  }
  expect(await post('my-account')).toEqual({ post: 'done', verified: 'active' })
  expect(await post('will-expire')).toEqual({ post: 'blocked', verified: 'active' })
  const live = await flow.call('POST', '/v1/connections', { body: { network: 'discord', credentials: discordCredentials }, apiKey })
  expect(live.json.error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field: 'network' }] })
})

test('credentials are in no answer, no log and no table', async () => {
  await call('GET', '/v1/connections')
  const tables = await database.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'")
  let dump = ''
  for (const { name } of tables.rows) {
    const { rows } = await database.query<{ text: string }>(`select row_to_json(t)::text as text from "${name}" t`)
    dump += rows.map((row) => row.text).join('\n')
  }
  expect(flow.log()).toContain('"msg":"published"')
  for (const secret of secrets) {
    expect(answers.join('\n')).not.toContain(secret)
    expect(flow.log()).not.toContain(secret)
    expect(dump).not.toContain(secret)
    // Bytes are shown in hexadecimal.
    expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
  }
})
