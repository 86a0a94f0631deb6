import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from './caller.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const poolSize = 2
const queueLength = 6
const requests = 40

let flow: RunningFlow
let holder: pg.Client
beforeAll(async () => {
  flow = await runFlow({ workers: 0, env: { FLOW_DATABASE_POOL_SIZE: String(poolSize), FLOW_DATABASE_QUEUE_LENGTH: String(queueLength) } })
  holder = new pg.Client({ connectionString: flow.databaseUrl })
  await holder.connect()
})
afterAll(async () => {
  await holder?.end()
  await flow?.stop()
})

test('what would wait behind a full pool and a full queue is refused at once, and the rest is served', async () => {
  const list = () => flow.call('GET', '/v1/networks')
  const read = () => flow.call('GET', '/v1/channels')
  expect((await read()).status).toBe(200)

  await holder.query('begin')
  await holder.query('lock table channel in access exclusive mode')
  const settled: Answer[] = []
  const pending = Array.from({ length: requests }, () => read().then((answer) => settled.push(answer)))
  // Each takes one connection or place at a time, so all but these many are answered while the table is still held.
  await until('the surplus is refused', async () => settled.length >= requests - poolSize - queueLength, 4_000)
  for (const { status, json, headers } of settled) {
    expect([status, json.error?.code, json.error?.retryAfter, headers.get('retry-after')]).toEqual([503, 'SERVICE_UNAVAILABLE', 1, '1'])
  }
  await holder.query('rollback')
  await Promise.all(pending)

  const served = settled.filter(({ status }) => status === 200)
  expect(settled.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  expect(served.length).toBeGreaterThan(0)
  expect(served.length).toBeLessThanOrEqual(poolSize + queueLength)
  expect([(await read()).status, (await list()).status]).toEqual([200, 200])
})

test('a write that was refused left nothing, and its repeat succeeds once', async () => {
  await holder.query('begin')
  await holder.query('lock table channel in access exclusive mode')
  const create = (name: string) => flow.call('POST', '/v1/channels', { body: { name }, headers: { 'idempotency-key': name } })
  const names = Array.from({ length: requests }, (_each, index) => `Busy ${index}`)
  const first = names.map(create)
  const settled: Answer[] = []
  for (const answer of first) void answer.then((each) => settled.push(each))
  await until('the surplus is refused', async () => settled.length >= requests - poolSize - queueLength, 4_000)
  await holder.query('rollback')
  const answers = await Promise.all(first)
  expect(answers.some(({ status }) => status === 503)).toBe(true)
  expect(answers.filter(({ status }) => status !== 201 && status !== 503)).toEqual([])

  for (const name of names) expect((await create(name)).status, name).toBe(201)
  expect((await holder.query("select count(*)::int as count from channel where name like 'Busy %'")).rows).toEqual([{ count: requests }])
})
