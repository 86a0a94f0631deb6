import { operationTable, type OperationId, type Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReceiver, type Receiver } from './receiver.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { sampleBody } from './sample-body.ts'

let flow: RunningFlow
let receiver: Receiver
let database: pg.Client
let key: Schemas['ApiKeyWithSecret']
let channelId: string

const password = 'token-that-nobody-may-read'
const oauth = { issuer: 'http://127.0.0.1:9', authorizationUrl: 'http://127.0.0.1:9/auth', tokenUrl: 'http://127.0.0.1:9/token' }

beforeAll(async () => {
  receiver = await startReceiver()
  const provider = JSON.stringify({ ...oauth, clientId: 'flow', clientSecret: password, scopes: 'post' })
  flow = await runFlow({ workers: 0, env: { FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true', FLOW_OAUTH_TEST_PROVIDER: provider } })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  // Of test mode, where the sandbox's connections are.
  key = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Audited', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
  channelId = await make('/v1/channels', { name: 'Audited' })
})
afterAll(async () => {
  receiver?.close()
  await database?.end()
  await flow?.stop()
})

const ask = (method: string, path: string, options: { body?: unknown; raw?: FormData } = {}) => flow.call(method, path, { ...options, apiKey: key.apiKey })

async function make(path: string, body: object): Promise<string> {
  const answer = await ask('POST', path, { body })
  expect(answer.status, answer.text).toBe(201)
  // Every create answers an object with its id, or its key.
  const { id, key: mediaKey } = answer.json.data as { id?: string; key?: string }
  return id ?? mediaKey ?? ''
}

const postBody = () => ({ channelId, content: 'Audited', scheduledFor: '2099-01-01T00:00:00Z' })
const makePost = () => make('/v1/posts', postBody())
const makeChannel = () => make('/v1/channels', { name: 'Another' })
const makeWebhook = () => make('/v1/webhooks', { url: receiver.url('/hook'), events: ['webhook.test'] })
let connections = 0
const connectionBody = () => ({ network: 'sandbox', credentials: { token: `${password}-${connections++}` } })
const makeConnection = () => make('/v1/connections', connectionBody())
const makeKey = () => make('/v1/api-keys', { name: 'Another' })
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const form = () => {
  const data = new FormData()
  data.append('file', new Blob([png]), 'dot.png')
  return data
}
const makeMedia = async () => ((await ask('POST', '/v1/media/upload', { raw: form() })).json.data as Schemas['Media']).key
const announce = () => ask('POST', '/v1/media/uploads', { body: { fileName: 'dot.png', contentType: 'image/png', size: png.length } })

type Recipe = { ids?: string[]; body?: unknown; raw?: FormData; action?: OperationId }

/** How each write is made to succeed. A new write needs a line here. */
const recipes: Partial<Record<OperationId, () => Promise<Recipe>>> = {
  createPost: async () => ({ body: postBody() }),
  createPosts: async () => ({ body: { posts: [postBody(), postBody()] }, action: 'createPost' }),
  updatePost: async () => ({ ids: [await makePost()], body: { content: 'Changed' } }),
  updatePosts: async () => ({ body: { posts: [{ id: await makePost(), content: 'Changed' }] }, action: 'updatePost' }),
  deletePost: async () => ({ ids: [await makePost()] }),
  deletePosts: async () => ({ body: { postIds: [await makePost()] }, action: 'deletePost' }),
  retryPost: async () => {
    const fed = await make('/v1/channels', { name: 'Fed', connectionIds: [await makeConnection()] })
    const id = await make('/v1/posts', { ...postBody(), channelId: fed })
    await database.query("update publication set status = 'blocked', reason_code = 'content_rejected' where post_id = $1", [id])
    await database.query("update post set status = 'blocked', settled_at = now() where id = $1", [id])
    return { ids: [id] }
  },
  createChannel: async () => ({ body: { name: 'Another' } }),
  updateChannel: async () => ({ ids: [await makeChannel()], body: { name: 'Changed' } }),
  deleteChannel: async () => ({ ids: [await makeChannel()] }),
  createConnection: async () => ({ body: connectionBody() }),
  updateConnection: async () => ({ ids: [await makeConnection()], body: { name: 'Changed' } }),
  deleteConnection: async () => ({ ids: [await makeConnection()] }),
  verifyConnection: async () => ({ ids: [await makeConnection()] }),
  authorizeConnection: async () => ({ body: { network: 'sandbox' } }),
  uploadMedia: async () => ({ raw: form() }),
  createMediaUpload: async () => ({ body: { fileName: 'dot.png', contentType: 'image/png', size: png.length } }),
  completeMediaUpload: async () => {
    const { key: mediaKey, uploadUrl, headers } = (await announce()).json.data as Schemas['MediaUpload']
    expect((await fetch(uploadUrl.replace('localhost', '127.0.0.1'), { method: 'PUT', headers, body: png })).status).toBe(200)
    return { ids: [mediaKey] }
  },
  updateMedia: async () => ({ ids: [await makeMedia()], body: { altText: 'A dot' } }),
  deleteMedia: async () => ({ ids: [await makeMedia()] }),
  createApiKey: async () => ({ body: { name: 'Another' } }),
  updateApiKey: async () => ({ ids: [await makeKey()], body: { name: 'Changed' } }),
  deleteApiKey: async () => ({ ids: [await makeKey()] }),
  createWebhook: async () => ({ body: { url: receiver.url('/hook'), events: ['webhook.test'] } }),
  updateWebhook: async () => ({ ids: [await makeWebhook()], body: { active: false } }),
  deleteWebhook: async () => ({ ids: [await makeWebhook()] }),
  testWebhook: async () => ({ ids: [await makeWebhook()] }),
  rotateWebhookSecret: async () => ({ ids: [await makeWebhook()] }),
  moveTestClock: async () => ({ body: { advanceSeconds: 1 } }),
  replayWebhookDelivery: async () => {
    const id = await makeWebhook()
    const delivery = (await ask('POST', `/v1/webhooks/${id}/test`)).json.data as Schemas['Delivery']
    return { ids: [id, delivery.id] }
  },
}

// Object.keys of a constant table are its ids.
const writes = (Object.keys(operationTable) as OperationId[]).filter((id) => operationTable[id].permission?.endsWith(':write'))

const entriesOf = async (requestId: string | null) => (await database.query('select * from audit_entry where request_id = $1', [requestId])).rows

describe.each(writes)('%s', (id) => {
  test('leaves who did what, when and from where', async () => {
    const recipe = await recipes[id]?.()
    if (!recipe) throw new Error(`${id} has no recipe here`)
    const { ids = [], body, raw, action = id } = recipe
    const { method, path } = operationTable[id]
    const answer = await ask(
      method,
      path.replaceAll(/\{\w+\}/g, () => ids.shift() ?? ''),
      { ...(body === undefined ? {} : { body }), ...(raw ? { raw } : {}) },
    )
    expect(answer.status, answer.text).toBeLessThan(300)

    const entries = await entriesOf(answer.headers.get('x-request-id'))
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) {
      expect(entry).toMatchObject({ actor: key.id, action, ip_address: '127.0.0.1', subject_id: expect.stringMatching(/\w/) })
      expect(Math.abs(Date.now() - entry.created_at.getTime())).toBeLessThan(60_000)
    }
  })

  test('leaves nothing where it is refused', async () => {
    const { method, path, body } = operationTable[id]
    const filled = path.replaceAll(/\{\w+\}/g, 'x_1')
    const answer = await ask(method, `${filled}?surprise=1`, body === 'multipart' ? { raw: form() } : body === 'json' ? { body: sampleBody(id) } : {})
    expect(answer.status).toBe(400)
    expect(await entriesOf(answer.headers.get('x-request-id'))).toEqual([])
  })
})

test('and no secret stands in any of it, nor in the events', async () => {
  const { rows } = await database.query("select coalesce(string_agg(audit_entry::text, ' '), '') as text, count(*)::int as count from audit_entry")
  const events = await database.query("select coalesce(string_agg(event::text, ' '), '') as text from event")
  expect(rows[0].count).toBeGreaterThan(writes.length)
  for (const text of [rows[0].text, events.rows[0].text]) expect(text).not.toMatch(new RegExp(`${password}|flow_sk_(live|test)_[a-z0-9]+_|whsec_`))
})
