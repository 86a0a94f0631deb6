import { operationTable, type OperationId, type Schemas } from '@flow/contract'
import { allPermissions, createApiKey, createWorkspace, systemContext, type Permission } from '@flow/core'
import { openDatabase, type Database } from '@flow/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './caller.ts'
import { isAt, putAt, referencesOf, type Reference } from './references.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { sampleBody } from './sample-body.ts'

type Objects = Map<string, string>

/** How to make one object of a noun; a path parameter after `/v1/<noun>/` is its id. A new noun needs a line here, a new operation none. */
const creations: Record<string, { path: string; body?: (made: Objects) => object; form?: () => FormData; idOf?: (data: Record<string, unknown>) => unknown }> =
  {
    posts: { path: '/v1/posts', body: (made) => ({ channelId: made.get('channels'), content: 'Mine', scheduledFor: '2099-01-01T00:00:00Z' }) },
    channels: { path: '/v1/channels', body: () => ({ name: 'Mine' }) },
    media: { path: '/v1/media/upload', form: () => upload(), idOf: (data) => data['key'] },
    'api-keys': { path: '/v1/api-keys', body: () => ({ name: 'Mine' }) },
    connections: { path: '/v1/connections', body: () => ({ network: 'sandbox', credentials: { token: 'mine' } }) },
    webhooks: { path: '/v1/webhooks', body: () => ({ url: 'https://example.com/hook', events: ['*'] }) },
  }
// The webhook first, so that it is told of the others.
const order = ['webhooks', 'channels', 'posts', 'media', 'api-keys', 'connections']
/** What is within another object. */
const within: Record<string, string> = { deliveryId: 'deliveries' }
const nouns = [...new Set(Object.values(operationTable).flatMap(({ path, pathParameters }) => (pathParameters.length > 0 ? [nounOf(path)] : [])))]
const objects: Objects = new Map()
const strangersObjects: Objects = new Map()

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
async function makeObjects({ made, apiKey }: { made: Objects; apiKey: string }): Promise<void> {
  for (const noun of order.filter((each) => nouns.includes(each))) {
    const { path, body, form, idOf = (data: Record<string, unknown>) => data['id'] } = creations[noun] ?? { path: '' }
    const answer = await flow.call('POST', path, { apiKey, ...(form ? { raw: form() } : { body: body?.(made) }) })
    expect(answer.status, `${noun}: ${answer.text}`).toBe(201)
    // Every create answers an object.
    made.set(noun, String(idOf(answer.json.data as Record<string, unknown>)))
  }
  const upload = await flow.call('POST', '/v1/media/uploads', { apiKey, body: { fileName: 'dot.png', contentType: 'image/png', size: 70 } })
  const deliveries = await flow.call('GET', `/v1/webhooks/${made.get('webhooks')}/deliveries`, { apiKey })
  // As the contract has them.
  made.set('uploads', (upload.json.data as Schemas['MediaUpload']).key)
  made.set('deliveries', (deliveries.json.data as Schemas['Delivery'][])[0]?.id ?? '')
}

async function keyOf({ workspaceId, mode, permissions }: { workspaceId: string; mode: 'live' | 'test'; permissions?: Permission[] }): Promise<string> {
  const ctx = systemContext({ sql: database.sql, workspaceId, mode, publicUrl: '', name: 'test' })
  return (await createApiKey({ ctx, body: { name: 'Key', mode, ...(permissions ? { permissions } : {}) } })).apiKey
}

let workspaceId: string

beforeAll(async () => {
  const provider = 'http://127.0.0.1:9'
  const oauth = {
    issuer: provider,
    authorizationUrl: `${provider}/auth`,
    tokenUrl: `${provider}/token`,
    clientId: 'flow',
    clientSecret: 'secret',
    scopes: 'post',
  }
  flow = await runFlow({ workers: 0, env: { FLOW_OAUTH_TEST_PROVIDER: JSON.stringify(oauth) } })
  database = openDatabase({ url: flow.databaseUrl, poolSize: 2, applicationName: 'tenancy', onError: () => undefined })
  const [own, other] = [await createWorkspace({ db: database.sql, name: 'Own' }), await createWorkspace({ db: database.sql, name: 'Other' })]
  workspaceId = own.workspaceId
  keys.owner = await keyOf({ workspaceId, mode: 'test' })
  keys.test = await keyOf({ workspaceId, mode: 'live' })
  keys.stranger = await keyOf({ workspaceId: other.workspaceId, mode: 'test' })
  await makeObjects({ made: objects, apiKey: keys.owner })
  await makeObjects({ made: strangersObjects, apiKey: keys.stranger })
})
afterAll(async () => {
  await database?.close()
  await flow?.stop()
})

function ask({ id, apiKey, ids }: { id: OperationId; apiKey: string | null; ids: (noun: string) => string }): Promise<Answer> {
  const { method, path, body } = operationTable[id]
  const noun = nounOf(path)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids(within[name] ?? noun))
  return flow.call(method, filled, { apiKey, ...(body === 'multipart' ? { raw: upload() } : body === 'json' ? { body: sampleBody(id) } : {}) })
}

const own = (noun: string) => objects.get(noun) ?? ''
const strangers = (noun: string) => strangersObjects.get(noun) ?? ''
const missing = (noun: string) => own(noun).replace(/_.*/, '_01m00000000000000000000000')
const withoutRequestId = (answer: Answer) => answer.text.replace(/"requestId":"\w+"/, '')
/** A body that the operation takes, with the stranger's own objects in it and one other at the place. */
function bodyWith({ id, reference, value }: { id: OperationId; reference: Reference; value: string }): unknown {
  let body = id === 'authorizeConnection' ? { network: 'sandbox' } : sampleBody(id)
  for (const { place, noun } of referencesOf(id)) if (isAt({ body, place })) body = putAt({ body, place, value: strangers(noun) })
  const [channel] = referencesOf(id).filter(({ noun }) => noun === 'channels')
  if (channel) body = putAt({ body, place: [...channel.place.slice(0, -1), 'content'], value: 'Text' })
  return putAt({ body, place: reference.place, value })
}

// Object.keys of a constant table are its ids.
const operations = Object.keys(operationTable) as OperationId[]

test('every noun with an id can be made', () => {
  expect(nouns.filter((noun) => !(noun in creations))).toEqual([])
})

describe.each(operations)('%s', (id) => {
  const { permission, pathParameters, method, path } = operationTable[id]

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

  if (pathParameters.length > 1)
    test('what is within another workspace’s object is not found in one’s own either', async () => {
      const [, inner = ''] = pathParameters
      const noun = within[inner] ?? ''
      const askFor = (id: string) => flow.call(method, operationPath(id), { apiKey: keys.stranger })
      const operationPath = (id: string) => path.replace(`{${inner}}`, id).replaceAll(/\{\w+\}/g, strangers(nounOf(path)))
      const [unknown, foreign, known] = [await askFor(missing(noun)), await askFor(own(noun)), await askFor(strangers(noun))]
      expect([unknown.status, foreign.status, withoutRequestId(foreign)]).toEqual([404, 404, withoutRequestId(unknown)])
      expect(known.status, known.text).toBe(200)
    })

  const references = referencesOf(id)
  if (references.length > 0)
    test.each(references.map((reference) => [reference.place.join('.'), reference] as const))(
      'another workspace’s object as %s is as if it did not exist',
      async (_place, reference) => {
        const { place, noun, isInQuery } = reference
        const askWith = async (value: string) => {
          const answer = isInQuery
            ? await flow.call(method, `${path}?${place[0]}=${value}`, { apiKey: keys.stranger })
            : await flow.call(method, path.replaceAll(/\{\w+\}/g, strangers(nounOf(path))), { apiKey: keys.stranger, body: bodyWith({ id, reference, value }) })
          return {
            status: answer.status,
            text: withoutRequestId(answer)
              .replaceAll(value, 'the id')
              .replaceAll(/"[\d-]+T[\d:.]+Z"/g, 'a time'),
          }
        }
        const [unknown, foreign] = [await askWith(missing(noun)), await askWith(own(noun))]
        expect(foreign).toEqual(unknown)
        // An own one that is deleted would be missed by the tests that follow.
        if (isInQuery || id.startsWith('delete')) return
        const known = await askWith(strangers(noun))
        if (/_NOT_FOUND"/.test(foreign.text)) expect(known.text, 'one’s own is found').not.toMatch(/_NOT_FOUND"/)
        // Where the operation does not look at all, there is nothing to see.
        else expect({ ...known, isDone: known.status < 300 }).toEqual({ ...unknown, isDone: true })
      },
    )

  if (method === 'GET' && pathParameters.length === 0)
    test('a stranger sees nothing of it', async () => {
      const answer = await ask({ id, apiKey: keys.stranger, ids: own })
      expect(answer.status).toBe(200)
      for (const objectId of objects.values()) expect(answer.text).not.toContain(objectId)
    })
})

test('an upload of another workspace can’t be completed, and looks like none', async () => {
  const complete = (key: string) => flow.call('POST', `/v1/media/${key}/complete`, { apiKey: keys.stranger })
  const [unknown, foreign] = [await complete(missing('uploads')), await complete(own('uploads'))]
  expect([foreign.status, withoutRequestId(foreign)]).toEqual([404, withoutRequestId(unknown)])
})

test('and the objects are still there', async () => {
  for (const [noun, objectId] of objects)
    if (nouns.includes(noun)) expect((await flow.call('GET', `/v1/${noun}/${objectId}`, { apiKey: keys.owner })).status, noun).toBe(200)
  const { total } = (await flow.call('GET', '/v1/posts', { apiKey: keys.stranger })).json.pagination as Schemas['Pagination']
  expect(total).toBeLessThan(10)
})
