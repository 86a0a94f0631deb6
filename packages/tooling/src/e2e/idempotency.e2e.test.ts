import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller, type Answer } from './caller.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

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

const body = (content: string) => ({ channelId: flow.channelId, content, scheduledFor: '2099-01-01T00:00:00Z' })
const countPosts = async (content: string) => (await database.query('select 1 from post where content = $1', [content])).rowCount
const callers = () => flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey: flow.apiKey }))
const create = (content: string, key: string, at: number) =>
  callers()[at % 2]?.('POST', '/v1/posts', { body: body(content), headers: { 'idempotency-key': key } })
const idOf = (answer: Answer | undefined) => (answer?.json.data as Schemas['Post'] | undefined)?.id

test('fifty requests with one key at once, over two processes, make one post', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => create('Fifty', 'fifty', index)))
  expect(await countPosts('Fifty')).toBe(1)
  const made = answers.filter((answer) => answer?.status === 201)
  const rivals = answers.filter((answer) => answer?.status === 409)
  expect(made.length + rivals.length).toBe(50)
  expect(new Set(made.map(idOf)).size).toBe(1)
  expect(made.filter((answer) => answer?.headers.get('idempotent-replayed') === null)).toHaveLength(1)
  for (const rival of rivals) expect([rival?.json.error?.code, rival?.headers.get('retry-after')]).toEqual(['IDEMPOTENCY_IN_PROGRESS', '1'])
  const again = await create('Fifty', 'fifty', 1)
  expect([again?.status, again?.headers.get('idempotent-replayed'), idOf(again)]).toEqual([201, 'true', idOf(made[0])])
})

test('a process killed in the middle leaves nothing, and the repeated request makes the one post', async () => {
  // The channel's lock is held, so that the request hangs within its transaction.
  const holder = new pg.Client({ connectionString: flow.databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from channel where id = $1 for update', [flow.channelId])
  const hanging = create('Killed', 'killed', 1)?.catch(() => undefined)
  await until(
    'the request waits for the lock',
    async () => (await database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%from channel%'")).rowCount === 1,
  )
  await flow.killApi(1)
  await hanging
  await holder.end()
  expect(await countPosts('Killed')).toBe(0)
  await until('the killed one’s key is free', async () => (await create('Killed', 'killed', 0))?.status === 201)
  const again = await create('Killed', 'killed', 0)
  expect(again?.headers.get('idempotent-replayed')).toBe('true')
  expect(await countPosts('Killed')).toBe(1)
})

test('a killed batch of a thousand is wholly there or not at all, and repeating it ends with each post once', async () => {
  const posts = Array.from({ length: 1_000 }, () => body('Killed batch'))
  await flow.startApi(1)
  const send = (at: number) => callers()[at]?.('POST', '/v1/posts/batch', { body: { posts }, headers: { 'idempotency-key': 'batch' } })
  const first = send(1)?.catch(() => undefined)
  await until(
    'the batch is in work',
    async () =>
      (await database.query("select 1 from pg_stat_activity where application_name = 'flow-api' and state = 'active' and query like '%insert into post%'"))
        .rowCount !== 0,
    5_000,
  ).catch(() => undefined)
  await flow.killApi(1)
  await first
  expect([0, 1_000]).toContain(await countPosts('Killed batch'))
  await until('it was repeated', async () => (await send(0))?.status === 200)
  expect(await countPosts('Killed batch')).toBe(1_000)
})
