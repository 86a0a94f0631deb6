import type { Schemas } from '@flow/contract'
import { hash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaller, type Caller } from './caller.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

type Key = Schemas['ApiKeyWithSecret']

let flow: RunningFlow
let database: pg.Client

beforeAll(async () => {
  flow = await runFlow({ apis: 2, workers: 0 })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const createKey = async ({ by = flow.call, ...body }: { by?: Caller } & Record<string, unknown> = {}): Promise<Key> => {
  const answer = await by('POST', '/v1/api-keys', { body: { name: 'Key', ...body } })
  expect(answer.status, answer.text).toBe(201)
  // As the contract has it.
  return answer.json.data as Key
}
/** Calls each of the two processes with a key. */
const callersOf = (apiKey: string): [Caller, Caller] => {
  const [one = '', other = ''] = flow.baseUrls
  return [createCaller({ baseUrl: one, apiKey }), createCaller({ baseUrl: other, apiKey })]
}
const statusOf = async (caller: Caller) => (await caller('GET', '/v1/posts')).status

describe('a key that ends', () => {
  // The promise is 1 s; on a busy machine five times that.
  const boundMs = 5_000

  const held = async (what: string, caller: Caller, status: number): Promise<void> => {
    const began = performance.now()
    await until(what, async () => (await statusOf(caller)) === status, boundMs)
    console.log(`${what}: ${Math.round(performance.now() - began)} ms`)
  }

  test('one that is deleted stops at once on the process that deletes it, and within a second on the other', async () => {
    const { id, apiKey } = await createKey()
    const [here, there] = callersOf(apiKey)
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 200])
    expect((await flow.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204)
    expect(await statusOf(here)).toBe(401)
    await held('a deleted key is refused by the other process', there, 401)
    expect((await there('GET', '/v1/posts')).json.error?.code).toBe('INVALID_API_KEY')
  })

  test('one whose permissions are taken away loses them on the other process too', async () => {
    const { id, apiKey } = await createKey({ permissions: ['posts:read', 'channels:read'] })
    const [, there] = callersOf(apiKey)
    expect(await statusOf(there)).toBe(200)
    expect((await flow.call('PATCH', `/v1/api-keys/${id}`, { body: { permissions: ['channels:read'] } })).status).toBe(200)
    await held('a permission that was taken away is gone on the other process', there, 403)
    expect((await there('GET', '/v1/channels')).status).toBe(200)
  })

  test('one that expires says so, also where it was in use until then', async () => {
    const { apiKey } = await createKey({ expiresAt: new Date(Date.now() + 1_500).toISOString() })
    const [, there] = callersOf(apiKey)
    expect(await statusOf(there)).toBe(200)
    await held('an expired key is refused', there, 401)
    expect((await there('GET', '/v1/posts')).json.error?.code).toBe('EXPIRED_API_KEY')
  })
})

test('lastUsedAt is noted, and 300 requests over two processes write it once', async () => {
  const { id, apiKey } = await createKey()
  const noted = async () =>
    (await database.query<{ at: Date | null; version: string }>('select last_used_at as at, xmin::text as version from api_key where id = $1', [id])).rows[0]
  const callers = callersOf(apiKey)
  expect((await noted())?.at).toBeNull()
  await Promise.all(callers.map(statusOf))
  await until('the use is noted', async () => (await noted())?.at !== null, 10_000)
  const first = await noted()
  // Past the time for which a process remembers a key, so that it looks again.
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 100 }, (_, index) => statusOf(callers[index % 2] ?? callers[0])))
    await new Promise((resolve) => setTimeout(resolve, 900))
  }
  expect(await noted()).toEqual(first)
  // As if a minute had gone by.
  await database.query(`update api_key set last_used_at = now() - interval '2 minutes' where id = $1`, [id])
  await new Promise((resolve) => setTimeout(resolve, 900))
  await statusOf(callers[0])
  await until('a later use is noted again', async () => ((await noted())?.at?.getTime() ?? 0) > Date.now() - 60_000, 10_000)
})

describe('rights', () => {
  const some = ['api-keys:read', 'api-keys:write', 'posts:read'] as const
  const refused = ['INSUFFICIENT_PERMISSIONS', ['permission']]
  const told = ({ json }: Awaited<ReturnType<Caller>>) => [json.error?.code, [...new Set(json.error?.details.map(({ field }) => field))]]

  test('a key makes none with more than it has, and by default one with the same', async () => {
    const [weak] = callersOf((await createKey({ permissions: some })).apiKey)
    expect(told(await weak('POST', '/v1/api-keys', { body: { name: 'More', permissions: ['posts:read', 'posts:write'] } }))).toEqual(refused)
    expect((await createKey({ by: weak })).permissions.toSorted()).toEqual([...some].toSorted())
  })

  test('nor does it give itself or another one more by PATCH', async () => {
    const own = await createKey({ permissions: some })
    const [weak] = callersOf(own.apiKey)
    expect(told(await weak('PATCH', `/v1/api-keys/${own.id}`, { body: { permissions: [...some, 'posts:write'] } }))).toEqual(refused)
    const child = await createKey({ by: weak, permissions: ['posts:read'] })
    expect(told(await weak('PATCH', `/v1/api-keys/${child.id}`, { body: { permissions: ['media:write'] } }))).toEqual(refused)
    expect((await weak('GET', `/v1/api-keys/${child.id}`)).json.data).toMatchObject({ permissions: ['posts:read'] })
  })

  test('nor does it change a stronger one at all: its name, its end or its permissions', async () => {
    const strong = await createKey({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
    const [weak] = callersOf((await createKey({ permissions: some })).apiKey)
    for (const body of [{ name: 'Mine' }, { expiresAt: null }, { permissions: ['posts:read'] }])
      expect(told(await weak('PATCH', `/v1/api-keys/${strong.id}`, { body }))).toEqual(refused)
    expect((await flow.call('GET', `/v1/api-keys/${strong.id}`)).json.data).toMatchObject({ name: 'Key', expiresAt: strong.expiresAt })
  })

  test('a change that waits for a stronger one judges what that left', async () => {
    const { id } = await createKey({ permissions: ['posts:read'] })
    const [weak] = callersOf((await createKey({ permissions: some })).apiKey)
    await database.query('begin')
    await database.query(`update api_key set permissions = '{posts:read,media:write}' where id = $1`, [id])
    const renamed = weak('PATCH', `/v1/api-keys/${id}`, { body: { name: 'Mine' } })
    await until('the change waits', async () => (await waiting()) > 0, 10_000)
    await database.query('commit')
    expect(told(await renamed)).toEqual(refused)
    expect((await flow.call('GET', `/v1/api-keys/${id}`)).json.data).toMatchObject({ name: 'Key', permissions: ['posts:read', 'media:write'] })
  })

  const waiting = async () => (await database.query<{ count: number }>(`select count(*)::int from pg_locks where not granted`)).rows[0]?.count ?? 0
})

describe('live and test', () => {
  test('a test key sees and makes test keys only, and never becomes a live one', async () => {
    const live = await createKey()
    const testKey = await createKey({ mode: 'test' })
    const [caller] = callersOf(testKey.apiKey)
    expect((await caller('GET', `/v1/api-keys/${live.id}`)).status).toBe(404)
    for (const method of ['PATCH', 'DELETE'])
      expect((await caller(method, `/v1/api-keys/${live.id}`, method === 'PATCH' ? { body: { name: 'Mine' } } : {})).status, method).toBe(404)
    const { data } = (await caller('GET', '/v1/api-keys')).json
    // As the contract has it.
    expect(new Set((data as Schemas['ApiKey'][]).map(({ mode }) => mode))).toEqual(new Set(['test']))
    expect((await caller('POST', '/v1/api-keys', { body: { name: 'Live', mode: 'live' } })).json.error?.details[0]?.field).toBe('mode')
    expect((await createKey({ by: caller })).apiKey).toMatch(/^flow_sk_test_/)
    // The mode in a key is a part of what is hashed.
    const [disguised] = callersOf(testKey.apiKey.replace('_test_', '_live_'))
    expect((await disguised('GET', '/v1/posts')).json.error?.code).toBe('INVALID_API_KEY')
  })

  test('neither sees what the other made', async () => {
    const [caller] = callersOf((await createKey({ mode: 'test' })).apiKey)
    // Every create answers an object.
    const idOf = async (by: Caller) => ((await by('POST', '/v1/channels', { body: { name: 'Mine' } })).json.data as { id: string }).id
    const [live, inTest] = [await idOf(flow.call), await idOf(caller)]
    expect([(await caller('GET', `/v1/channels/${live}`)).status, (await flow.call('GET', `/v1/channels/${inTest}`)).status]).toEqual([404, 404])
    expect((await flow.call('GET', '/v1/channels')).text).not.toContain(inTest)
    expect((await caller('GET', '/v1/channels')).text).not.toContain(live)
  })
})

test('of a key the database holds a hash alone, and what differs by one character is refused like any other', async () => {
  const { id, apiKey } = await createKey()
  const { rows } = await database.query<{ row: string; hash: Buffer }>('select to_jsonb(api_key)::text as row, hash from api_key where id = $1', [id])
  expect(rows[0]?.row).not.toContain(apiKey.split('_').at(-1))
  expect(rows[0]?.hash.toString('hex')).toBe(hash('sha256', apiKey))
  const [almost] = callersOf(apiKey.slice(0, -1) + (apiKey.endsWith('a') ? 'b' : 'a'))
  const [unknown] = callersOf(apiKey.replace(/_[a-z0-9]{8}_/, '_zzzzzzzz_'))
  const bodies = await Promise.all([almost, unknown].map(async (caller) => (await caller('GET', '/v1/posts')).text.replace(/"requestId":"\w+"/, '')))
  expect(bodies[0]).toBe(bodies[1])
  expect(bodies[0]).toContain('INVALID_API_KEY')
})
