import { operationTable, type OperationId, type Schemas } from '@flow/contract'
import { allPermissions, createApiKey, createWorkspace, systemContext, type Permission } from '@flow/core'
import { openDatabase, type Database } from '@flow/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './caller.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { sampleBody } from './sample-body.ts'

/** How to make one object of a noun; a path parameter after `/v1/<noun>/` is its id. A new noun needs a line here, a new operation none. */
const creations: Record<string, { path: string; body?: () => object; form?: () => FormData; idOf?: (data: Record<string, unknown>) => unknown }> = {
  posts: { path: '/v1/posts', body: () => ({ channelId: objects.get('channels'), content: 'Mine', scheduledFor: '2099-01-01T00:00:00Z' }) },
  channels: { path: '/v1/channels', body: () => ({ name: 'Mine' }) },
  media: { path: '/v1/media/upload', form: () => upload(), idOf: (data) => data['key'] },
  'api-keys': { path: '/v1/api-keys', body: () => ({ name: 'Mine' }) },
  connections: { path: '/v1/connections', body: () => ({ network: 'sandbox', credentials: { token: 'mine' } }) },
  webhooks: { path: '/v1/webhooks', body: () => ({ url: 'https://example.com/hook', events: ['*'] }) },
}
const order = ['channels', 'posts', 'media', 'api-keys', 'connections', 'webhooks']
const nouns = [...new Set(Object.values(operationTable).flatMap(({ path, pathParameters }) => (pathParameters.length > 0 ? [nounOf(path)] : [])))]
const objects = new Map<string, string>()

let flow: RunningFlow
let database: Database
const keys = { owner: '', test: '', stranger: '' }

function nounOf(path: string): string {
  return path.split('/')[2] ?? ''
}

function upload(): FormData {
  const form = new FormData()
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  form.append('file', new Blob([Buffer.from(png, 'base64')]), 'dot.png')
  return form
}

/** Of test mode, since connections to the sandbox are; the "other mode" below is live. */
async function makeObjects(): Promise<void> {
  for (const noun of order.filter((each) => nouns.includes(each))) {
    const { path, body, form, idOf = (data: Record<string, unknown>) => data['id'] } = creations[noun] ?? { path: '' }
    const answer = await flow.call('POST', path, { apiKey: keys.owner, ...(form ? { raw: form() } : { body: body?.() }) })
    expect(answer.status, `${noun}: ${answer.text}`).toBe(201)
    // Every create answers an object.
    objects.set(noun, String(idOf(answer.json.data as Record<string, unknown>)))
  }
}

async function keyOf({ workspaceId, mode, permissions }: { workspaceId: string; mode: 'live' | 'test'; permissions?: Permission[] }): Promise<string> {
  const ctx = systemContext({ sql: database.sql, workspaceId, mode, publicUrl: '', name: 'test' })
  return (await createApiKey({ ctx, body: { name: 'Key', mode, ...(permissions ? { permissions } : {}) } })).apiKey
}

let workspaceId: string

beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
  database = openDatabase({ url: flow.databaseUrl, poolSize: 2, applicationName: 'tenancy', onError: () => undefined })
  const [own, other] = [await createWorkspace({ db: database.sql, name: 'Own' }), await createWorkspace({ db: database.sql, name: 'Other' })]
  workspaceId = own.workspaceId
  keys.owner = await keyOf({ workspaceId, mode: 'test' })
  keys.test = await keyOf({ workspaceId, mode: 'live' })
  keys.stranger = await keyOf({ workspaceId: other.workspaceId, mode: 'test' })
  await makeObjects()
})
afterAll(async () => {
  await database?.close()
  await flow?.stop()
})

function ask({ id, apiKey, ids }: { id: OperationId; apiKey: string | null; ids: (noun: string) => string }): Promise<Answer> {
  const { method, path, body } = operationTable[id]
  const noun = nounOf(path)
  let place = 0
  // The second parameter of a path is of a thing within the first.
  const filled = path.replaceAll(/\{\w+\}/g, () => (place++ === 0 ? ids(noun) : 'delivery_01m00000000000000000000000'))
  return flow.call(method, filled, { apiKey, ...(body === 'multipart' ? { raw: upload() } : body === 'json' ? { body: sampleBody(id) } : {}) })
}

const own = (noun: string) => objects.get(noun) ?? ''
const missing = (noun: string) => own(noun).replace(/_.*/, '_01m00000000000000000000000')
const withoutRequestId = (answer: Answer) => answer.text.replace(/"requestId":"\w+"/, '')
// Object.keys of a constant table are its ids.
const operations = Object.keys(operationTable) as OperationId[]

test('every noun with an id can be made', () => {
  expect(nouns.filter((noun) => !(noun in creations))).toEqual([])
})

describe.each(operations)('%s', (id) => {
  const { permission, pathParameters, method } = operationTable[id]

  test('no key, a bad key', async () => {
    const none = await ask({ id, apiKey: null, ids: own })
    expect([none.status, none.json.error?.code]).toEqual([401, 'MISSING_API_KEY'])
    const bad = await ask({ id, apiKey: 'flow_sk_live_abc12345_xyz789', ids: own })
    expect([bad.status, bad.json.error?.code]).toEqual([401, 'INVALID_API_KEY'])
  })

  if (permission !== null)
    test('a key with every permission but the one it needs', async () => {
      const permissions = allPermissions.filter((each) => each !== permission)
      const answer = await ask({ id, apiKey: await keyOf({ workspaceId, mode: 'test', permissions }), ids: own })
      expect([answer.status, answer.json.error?.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS'])
      expect(answer.json.error?.details).toEqual([{ field: 'permission', message: `${permission} is required` }])
    })

  if (pathParameters.length > 0)
    test('another workspace’s object, and one of the other mode, are as if they did not exist', async () => {
      const unknown = await ask({ id, apiKey: keys.stranger, ids: missing })
      expect(unknown.status, unknown.text).toBe(404)
      const foreign = await ask({ id, apiKey: keys.stranger, ids: own })
      expect([foreign.status, withoutRequestId(foreign)]).toEqual([404, withoutRequestId(unknown)])
      // Live keys see the test keys of their workspace, since they make them.
      if (nounOf(operationTable[id].path) === 'api-keys') return
      const otherMode = await ask({ id, apiKey: keys.test, ids: own })
      expect([otherMode.status, withoutRequestId(otherMode)]).toEqual([404, withoutRequestId(unknown)])
    })

  if (method === 'GET' && pathParameters.length === 0)
    test('a stranger sees nothing of it', async () => {
      const answer = await ask({ id, apiKey: keys.stranger, ids: own })
      expect(answer.status).toBe(200)
      for (const objectId of objects.values()) expect(answer.text).not.toContain(objectId)
    })
})

test('and the objects are still there', async () => {
  for (const [noun, objectId] of objects) expect((await flow.call('GET', `/v1/${noun}/${objectId}`, { apiKey: keys.owner })).status, noun).toBe(200)
  const { total } = (await flow.call('GET', '/v1/posts', { apiKey: keys.stranger })).json.pagination as Schemas['Pagination']
  expect(total).toBe(0)
})
