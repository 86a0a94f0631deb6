import { inject, afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { runFlow, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let server: pg.Client

beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
  server = new pg.Client({ connectionString: inject('databaseServerUrl') })
  await server.connect()
})
afterAll(async () => {
  await server?.end()
  await flow?.stop()
})

test('a database that is away is a 503 with Retry-After, and all is well again when it is back', async () => {
  const name = new URL(flow.databaseUrl).pathname.slice(1)
  await server.query(`alter database ${name} allow_connections false`)
  await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const away = await flow.call('GET', '/v1/posts')
  expect(away.json.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', type: 'server_error', retryAfter: 1 })
  expect(away.headers.get('retry-after')).toBe('1')
  expect((await flow.call('GET', '/readyz')).status).toBe(503)
  await server.query(`alter database ${name} allow_connections true`)
  expect((await flow.call('GET', '/v1/posts')).status).toBe(200)
})

test('what waits for the database longer than 10 s is ended with a 503 that says so, and leaves nothing', { timeout: 30_000 }, async () => {
  const client = new pg.Client({ connectionString: flow.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query('select 1 from channel where id = $1 for update', [flow.channelId])
  const body = { channelId: flow.channelId, content: 'Held up', scheduledFor: '2099-01-01T00:00:00Z' }
  const heldUp = await flow.call('POST', '/v1/posts', { body })
  expect(heldUp.json.error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfter: 1 })
  expect(heldUp.json.error?.message).toContain('10 s')
  await client.query('rollback')
  await client.end()
  expect((await flow.call('GET', '/v1/posts?filter%5Bcontent%5D%5Bcontains%5D=Held')).json.data).toEqual([])
  expect((await flow.call('POST', '/v1/posts', { body })).status).toBe(201)
})

test('what nobody foresaw is a 500 that tells nothing of the inside', async () => {
  const client = new pg.Client({ connectionString: flow.databaseUrl })
  await client.connect()
  await client.query('alter table channel rename to channel_gone')
  const broken = await flow.call('GET', '/v1/channels')
  expect(broken.json.error?.code).toBe('INTERNAL_ERROR')
  expect(broken.text).not.toMatch(/relation|channel_gone|select|stack/i)
  await client.query('alter table channel_gone rename to channel')
  expect((await flow.call('GET', '/v1/channels')).status).toBe(200)
  await client.end()
})
