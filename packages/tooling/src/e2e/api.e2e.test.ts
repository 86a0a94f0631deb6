import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodes, type ErrorCode, type Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, type RunningFlow } from './running-flow.ts'
import type { Answer } from './caller.ts'

let flow: RunningFlow
let database: pg.Client

beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const provoked = new Set<ErrorCode>()
const expectError = (answer: Answer, code: ErrorCode, field?: string) => {
  expect(answer.json.error?.code, answer.text).toBe(code)
  expect(answer.status).toBe(errorCodes[code].status)
  expect(answer.json.error).toMatchObject({ type: errorCodes[code].type, requestId: answer.headers.get('x-request-id'), details: expect.any(Array) })
  if (field) expect(answer.json.error?.details.map((detail) => detail.field)).toContain(field)
  provoked.add(code)
}
const later = () => new Date(Date.now() + 3_600_000).toISOString()
const createKey = async (body: object) => (await flow.call('POST', '/v1/api-keys', { body: { name: 'Key', ...body } })).json.data as Schemas['ApiKeyWithSecret']
const createPost = async (body: object = {}) =>
  (await flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, content: 'Text', scheduledFor: later(), ...body } })).json.data as Schemas['Post']
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const upload = (bytes: Uint8Array<ArrayBuffer>, name = 'dot.png') => {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return flow.call('POST', '/v1/media/upload', { raw: form })
}

test('every error of the table that can occur here is provoked', async () => {
  expectError(await flow.call('GET', '/v1/posts', { apiKey: null }), 'MISSING_API_KEY')
  const bad = await flow.call('GET', '/v1/posts', { apiKey: 'flow_sk_live_abc12345_xyz789' })
  expectError(bad, 'INVALID_API_KEY')
  expect(bad.headers.get('www-authenticate')).toBe('Bearer')
  expectError(await flow.call('GET', '/v1/posts', { apiKey: `${flow.apiKey.slice(0, -1)}${flow.apiKey.endsWith('a') ? 'b' : 'a'}` }), 'INVALID_API_KEY')
  const expiring = await createKey({ expiresAt: later() })
  await database.query("update api_key set expires_at = now() - interval '1 second' where id = $1", [expiring.id])
  expectError(await flow.call('GET', '/v1/posts', { apiKey: expiring.apiKey }), 'EXPIRED_API_KEY')
  const reader = await createKey({ permissions: ['posts:read', 'api-keys:write'] })
  const forbidden = await flow.call('POST', '/v1/posts', { body: {}, apiKey: reader.apiKey })
  expectError(forbidden, 'INSUFFICIENT_PERMISSIONS', 'permission')
  expect(forbidden.json.error?.details[0]?.message).toContain('posts:write')
  expectError(
    await flow.call('POST', '/v1/api-keys', { body: { name: 'More', permissions: ['posts:write'] }, apiKey: reader.apiKey }),
    'INSUFFICIENT_PERMISSIONS',
    'permission',
  )

  for (const [path, code] of [
    ['/v1/posts/post_x', 'POST_NOT_FOUND'],
    ['/v1/channels/x', 'CHANNEL_NOT_FOUND'],
    ['/v1/api-keys/key_x', 'API_KEY_NOT_FOUND'],
    ['/v1/media/media_x', 'MEDIA_NOT_FOUND'],
    ['/v1/connections/conn_x', 'CONNECTION_NOT_FOUND'],
    ['/v1/nothing', 'ROUTE_NOT_FOUND'],
  ] as const) {
    expectError(await flow.call('GET', path), code)
  }
  expectError(await flow.call('POST', '/v1/posts', { body: { channelId: 'invalid', content: 'Test' } }), 'CHANNEL_NOT_FOUND', 'channelId')
  expectError(await flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, mediaKeys: ['media_x'] } }), 'MEDIA_NOT_FOUND', 'mediaKeys[0]')
  expectError(await flow.call('POST', '/v1/channels', { body: { name: 'Linked', connectionIds: ['conn_x'] } }), 'CONNECTION_NOT_FOUND', 'connectionIds[0]')
  expectError(await flow.call('POST', '/v1/connections', { body: { network: 'nowhere', credentials: { token: 't' } } }), 'NETWORK_NOT_FOUND', 'network')
  const tester = await createKey({ mode: 'test' })
  const rejected = { body: { network: 'sandbox', credentials: { token: 'reject-me' } }, apiKey: tester.apiKey }
  expectError(await flow.call('POST', '/v1/connections', rejected), 'CREDENTIALS_REJECTED', 'credentials')
  const wrongMethod = await flow.call('PUT', '/v1/posts')
  expectError(wrongMethod, 'METHOD_NOT_ALLOWED')
  expect(wrongMethod.headers.get('allow')).toBe('GET, POST')

  expectError(await flow.call('POST', '/v1/posts', { raw: '{"channelId":', headers: { 'content-type': 'application/json' } }), 'MALFORMED_JSON')
  expectError(await flow.call('POST', '/v1/posts', { raw: 'x'.repeat(1_100_000), headers: { 'content-type': 'application/json' } }), 'PAYLOAD_TOO_LARGE')
  expectError(await flow.call('POST', '/v1/posts', { raw: 'hello', headers: { 'content-type': 'text/plain' } }), 'UNSUPPORTED_MEDIA_TYPE')
  expectError(await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture.png'), 'UNSUPPORTED_MEDIA_TYPE', 'file')

  const ended = await createPost()
  await database.query("update post set status = 'done', settled_at = now() where id = $1", [ended.id])
  expectError(await flow.call('PATCH', `/v1/posts/${ended.id}`, { body: { content: 'New' } }), 'POST_NOT_EDITABLE', 'status')
  const media = (await upload(png)).json.data as Schemas['Media']
  await createPost({ mediaKeys: [media.key] })
  expectError(await flow.call('DELETE', `/v1/media/${media.key}`), 'MEDIA_IN_USE', 'key')

  const idempotent = (content: string) =>
    flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, content, scheduledFor: '2099-01-01T00:00:00Z' }, headers: { 'idempotency-key': 'k1' } })
  const first = await idempotent('One')
  const again = await idempotent('One')
  expect(again.json.data).toEqual(first.json.data)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expectError(await idempotent('Two'), 'IDEMPOTENCY_KEY_REUSED')
  const rivals = await Promise.all(
    Array.from({ length: 10 }, () => flow.call('POST', '/v1/channels', { body: { name: 'Once' }, headers: { 'idempotency-key': 'k2' } })),
  )
  expect(new Set(rivals.filter((answer) => answer.status === 201).map((answer) => (answer.json.data as Schemas['Channel']).id)).size).toBe(1)
  for (const answer of rivals.filter((each) => each.status !== 201)) expectError(answer, 'IDEMPOTENCY_IN_PROGRESS')
  expect((await database.query("select 1 from channel where name = 'Once'")).rowCount).toBe(1)

  // A rival that holds the key's lock, whatever the timing above was.
  const {
    rows: [workspace],
  } = await database.query('select id from workspace')
  await database.query('select pg_advisory_lock(hashtextextended($1, 1))', [`${workspace.id} live k3`])
  expectError(await flow.call('POST', '/v1/channels', { body: { name: 'Held' }, headers: { 'idempotency-key': 'k3' } }), 'IDEMPOTENCY_IN_PROGRESS')
  await database.query('select pg_advisory_unlock(hashtextextended($1, 1))', [`${workspace.id} live k3`])
})

test.each([
  ['an empty body', {}, 'channelId'],
  ['nothing to post', { channelId: 'CHANNEL' }, 'content'],
  ['an unknown field', { channelId: 'CHANNEL', content: 'x', colour: 'red' }, 'colour'],
  ['text that is too long', { channelId: 'CHANNEL', content: 'x'.repeat(10_001) }, 'content'],
  ['a time in the past', { channelId: 'CHANNEL', content: 'x', scheduledFor: '2024-12-25T10:00:00Z' }, 'scheduledFor'],
  ['a time without an offset', { channelId: 'CHANNEL', content: 'x', scheduledFor: '2099-12-25T10:00:00' }, 'scheduledFor'],
  ['a NUL', { channelId: 'CHANNEL', content: 'a\0b' }, 'content'],
  ['a number for text', { channelId: 'CHANNEL', content: 7 }, 'content'],
])('%s is a 400 that names the field', async (_name, body, field) => {
  const filled = JSON.parse(JSON.stringify(body).replace('CHANNEL', flow.channelId))
  expectError(await flow.call('POST', '/v1/posts', { body: filled }), 'VALIDATION_ERROR', field)
})

test.each([
  ['?unknown=1', 'unknown'],
  ['?filter[colour]=red', 'filter[colour]'],
  ['?filter[status]=late', 'filter[status]'],
  ['?filter[status][gt]=done', 'filter[status][gt]'],
  ['?filter[scheduledFor][gte]=soon', 'filter[scheduledFor]'],
  ['?sort=content', 'sort'],
  ['?page=0', 'page'],
  ['?perPage=101', 'perPage'],
  ['?page=101&perPage=100', 'page'],
  ['?cursor=rubbish', 'cursor'],
])('GET /v1/posts%s is a 400 that names the parameter', async (query, field) => {
  expectError(await flow.call('GET', `/v1/posts${query}`), 'VALIDATION_ERROR', field)
})

test('pages by number and by cursor walk every post once, in both directions of every sort', async () => {
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'Paged' } })).json.data as Schemas['Channel']
  for (let index = 0; index < 7; index++)
    await createPost({ channelId: channel.id, content: `Page ${index % 3}`, scheduledFor: new Date(4_100_000_000_000 + (index % 2) * 1000).toISOString() })
  const scope = `filter%5BchannelId%5D=${channel.id}&perPage=2`
  for (const sort of ['-createdAt', 'scheduledFor', '-scheduledFor,createdAt', 'status,-createdAt', 'channelId']) {
    const byPage: string[] = []
    for (let page = 1; page <= 4; page++)
      byPage.push(...((await flow.call('GET', `/v1/posts?${scope}&sort=${sort}&page=${page}`)).json.data as Schemas['Post'][]).map((post) => post.id))
    const byCursor: string[] = []
    let answer = await flow.call('GET', `/v1/posts?${scope}&sort=${sort}`)
    expect(answer.json.pagination).toMatchObject({ page: 1, total: 7, totalPages: 4 })
    for (;;) {
      byCursor.push(...(answer.json.data as Schemas['Post'][]).map((post) => post.id))
      const cursor = answer.json.pagination?.nextCursor
      if (!cursor) break
      answer = await flow.call('GET', `/v1/posts?${scope}&sort=${sort}&cursor=${cursor}`)
      expect(answer.json.pagination).not.toHaveProperty('total')
    }
    expect(new Set(byPage).size).toBe(7)
    expect(byCursor).toEqual(byPage)
  }
  const contains = await flow.call('GET', `/v1/posts?${scope}&filter[content][contains]=PAGE%201&filter[scheduledFor][gt]=1000&filter[status][in]=queued,done`)
  expect((contains.json.data as unknown[]).length).toBe(2)
})

test('channels and keys are created, read, changed and deleted; a revoked key is refused at once', async () => {
  const created = (await flow.call('POST', '/v1/channels', { body: { name: 'My Channel', color: '#3B82F6', timezone: 'Europe/Berlin' } })).json
    .data as Schemas['Channel']
  expect((await flow.call('PATCH', `/v1/channels/${created.id}`, { body: { name: 'Updated Name', color: '#FF0000' } })).json.data).toMatchObject({
    name: 'Updated Name',
    color: '#FF0000',
    timezone: 'Europe/Berlin',
  })
  expectError(await flow.call('PATCH', `/v1/channels/${created.id}`, { body: { timezone: 'Mars/Olympus' } }), 'VALIDATION_ERROR', 'timezone')
  const queued = await createPost({ channelId: created.id })
  expect((await flow.call('DELETE', `/v1/channels/${created.id}`)).status).toBe(204)
  expectError(await flow.call('GET', `/v1/posts/${queued.id}`), 'POST_NOT_FOUND')
  expectError(await flow.call('GET', `/v1/channels/${created.id}`), 'CHANNEL_NOT_FOUND')
  const events = await database.query('select type from event where subject_id = any($1) order by type', [[queued.id, created.id]])
  expect(events.rows.map((row) => row.type)).toEqual(['channel.created', 'channel.deleted', 'channel.updated', 'post.created', 'post.deleted'])

  const key = await createKey({ permissions: ['posts:read'] })
  expect(key.apiKey).toMatch(/^flow_sk_live_[a-z0-9]{8}_[A-Za-z0-9]{43,}$/)
  expect((await flow.call('GET', `/v1/api-keys/${key.id}`)).text).not.toContain(key.apiKey)
  expect((await flow.call('GET', '/v1/posts', { apiKey: key.apiKey })).status).toBe(200)
  expect((await flow.call('DELETE', `/v1/api-keys/${key.id}`)).status).toBe(204)
  expectError(await flow.call('GET', '/v1/posts', { apiKey: key.apiKey }), 'INVALID_API_KEY')

  const secret = await flow.call('POST', '/v1/api-keys', { body: { name: 'Sealed' }, headers: { 'idempotency-key': 'sealed' } })
  const replayed = await flow.call('POST', '/v1/api-keys', { body: { name: 'Sealed' }, headers: { 'idempotency-key': 'sealed' } })
  expect(replayed.json.data).toEqual(secret.json.data)
  const { rows } = await database.query("select encode(response, 'escape') as text from idempotency_record where key = 'sealed'")
  expect(rows).toHaveLength(1)
  expect(rows[0].text).not.toContain('flow_sk_')
})

test('uploaded media are signed for an hour and shared by their bytes', async () => {
  const [one, two] = [(await upload(png, '../../etc/passwd')).json.data as Schemas['Media'], (await upload(png)).json.data as Schemas['Media']]
  expect(one).toMatchObject({ contentType: 'image/png', kind: 'image', byteSize: png.length })
  expect(one.filename).not.toContain('/')
  const { url } = (await flow.call('GET', `/v1/media/${one.key}/url`)).json.data as { url: string }
  const local = url.replace('localhost', '127.0.0.1')
  expect(Buffer.from(await (await fetch(local)).arrayBuffer())).toEqual(png)
  expect((await fetch(local.replace(/signature=./, 'signature=_'))).status).toBe(404)
  expect((await flow.call('PATCH', `/v1/media/${one.key}`, { body: { altText: 'A dot' } })).json.data).toMatchObject({ altText: 'A dot' })
  expect((await flow.call('DELETE', `/v1/media/${one.key}`)).status).toBe(204)
  const other = (await flow.call('GET', `/v1/media/${two.key}/url`)).json.data as { url: string }
  expect((await fetch(other.url.replace('localhost', '127.0.0.1'))).status).toBe(200)
})

test('a service without a worker is alive but not ready', async () => {
  expect((await flow.call('GET', '/healthz')).status).toBe(200)
  expect((await flow.call('GET', '/readyz')).status).toBe(503)
})

test('a method that nobody knows, and a path that has others, are told which there are', async () => {
  const allowOf = async (method: string, path: string) => {
    const answer = await flow.call(method, path)
    return [answer.status, answer.headers.get('allow')]
  }
  expect(await allowOf('QUERY', '/v1/posts')).toEqual([405, 'GET, POST'])
  expect(await allowOf('GET', '/v1/posts/batch')).toEqual([405, 'POST, PATCH'])
  expect(await allowOf('OPTIONS', '/v1/posts/batch')).toEqual([405, 'POST, PATCH'])
  expect(await allowOf('OPTIONS', '/v1/connections/callback')).toEqual([405, 'GET'])
  expect((await flow.call('QUERY', '/v1/nowhere')).status).toBe(404)
  const noBoundary = await flow.call('POST', '/v1/media/upload', { raw: 'x', headers: { 'content-type': 'multipart/form-data' } })
  expectError(noBoundary, 'VALIDATION_ERROR', 'file')
  const form = new FormData()
  for (let index = 0; index < 6; index++) form.append('altText', 'Text')
  expectError(await flow.call('POST', '/v1/media/upload', { raw: form }), 'VALIDATION_ERROR')
  expect((await flow.call('GET', `/v1/posts/${'x'.repeat(5_000)}`)).status).toBe(404)
  expect((await flow.call('GET', '/v1/posts/%ff')).status).toBe(400)
  for (const length of [17_000, 100_000, 400_000]) {
    expectError(await flow.call('GET', `/v1/posts?filter[content][in]=${'x'.repeat(length)}`), 'VALIDATION_ERROR', 'url')
  }
})

test('no code of the table is left without its test', async () => {
  const others = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.e2e.test.ts') && !import.meta.filename.endsWith(name))
  const texts = await Promise.all(others.map((name) => readFile(join(import.meta.dirname, name), 'utf8')))
  // Object.keys of a constant table are its codes.
  const codes = Object.keys(errorCodes) as ErrorCode[]
  const missing = codes.filter((code) => !provoked.has(code) && !texts.some((text) => text.includes(`'${code}'`)))
  expect(missing).toEqual([])
})
