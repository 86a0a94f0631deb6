import { setTimeout as sleep } from 'node:timers/promises'
import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const drainWithinMs = 30_000
const postCount = 20
let flow: RunningFlow
let database: pg.Client
let apiKey: string
let channelId: string

beforeAll(async () => {
  flow = await runFlow({ workers: 0, isLogKept: true })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  ;({ apiKey } = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret'])
  ;({ id: channelId } = (await flow.call('POST', '/v1/channels', { body: { name: 'Drain' }, apiKey })).json.data as Schemas['Channel'])
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

async function createPosts({ content, dueInMs }: { content: string; dueInMs: number }): Promise<void> {
  const scheduledFor = new Date(Date.now() + dueInMs).toISOString()
  const posts = Array.from({ length: postCount }, (_, index) => ({ channelId, content: `${content} ${index}`, scheduledFor }))
  const { json } = await flow.call('POST', '/v1/posts/batch', { body: { posts }, apiKey })
  expect(json.data).toMatchObject({ summary: { total: postCount, successful: postCount } })
}

/** Of the posts with this text: how many publications stand in each state and how many attempts each has had. */
async function read(content: string) {
  const { rows } = await database.query<{ status: string; attempts: number; recorded: number; held: boolean }>(
    `select p.status, p.attempt_count as attempts, p.worker_id is not null as held, (select count(*)::int from attempt where publication_id = p.id) as recorded
     from publication p join post on post.id = p.post_id where post.content like $1 || ' %'`,
    [content],
  )
  return rows
}
const entries = async (content: string) => (await database.query("select 1 from built_in_entry where content like $1 || ' %'", [content])).rowCount

async function expectAllOnce(content: string): Promise<void> {
  await until('every post is published', async () => (await read(content)).every(({ status }) => status === 'published'), 60_000)
  expect(await read(content)).toEqual(Array(postCount).fill({ status: 'published', attempts: 1, recorded: 1, held: false }))
  expect(await entries(content)).toBe(postCount)
}

async function terminate(worker: Awaited<ReturnType<RunningFlow['startWorker']>>): Promise<void> {
  const began = performance.now()
  expect(await worker.terminate()).toBe(0)
  const tookMs = performance.now() - began
  console.log(`a worker ended ${(tookMs / 1000).toFixed(1)} s after SIGTERM`)
  expect(tookMs).toBeLessThan(drainWithinMs)
  expect((await database.query('select 1 from worker where stopped_at is null')).rowCount).toBe(0)
}

test(`SIGTERM amid ${postCount} slow posts: those in work are finished, the rest is left untouched, and all go out once`, { timeout: 150_000 }, async () => {
  const content = '[[sandbox:slow 5]] Slow'
  const doomed = await flow.startWorker({ FLOW_WORKER_SLOTS: '8' })
  await createPosts({ content, dueInMs: 0 })
  await until('eight are in work', async () => (await read(content)).filter(({ status }) => status === 'sending').length === 8)
  await terminate(doomed)
  const left = await read(content)
  expect(left.filter(({ status, attempts, recorded }) => status === 'published' && attempts === 1 && recorded === 1)).toHaveLength(8)
  expect(left.filter(({ status }) => status !== 'published')).toEqual(
    Array(12).fill({ status: expect.stringMatching(/^(scheduled|dispatching)$/), attempts: 0, recorded: 0, held: false }),
  )
  expect(await entries(content)).toBe(8)
  const heir = await flow.startWorker()
  await expectAllOnce(content)
  await terminate(heir)
})

test('SIGTERM just before the due instant: what the worker already held is handed back, with no attempt used up', { timeout: 150_000 }, async () => {
  const content = 'Held'
  const doomed = await flow.startWorker()
  await createPosts({ content, dueInMs: 8_000 })
  await until('the worker holds them', async () => (await read(content)).every(({ held }) => held))
  await terminate(doomed)
  expect(await read(content)).toEqual(Array(postCount).fill({ status: 'scheduled', attempts: 0, recorded: 0, held: false }))
  const heir = await flow.startWorker()
  await expectAllOnce(content)
  await terminate(heir)
})

test('the API answers what it has taken and takes nothing more', { timeout: 60_000 }, async () => {
  const holder = new pg.Client({ connectionString: flow.databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from channel where id = $1 for update', [channelId])
  const held = flow.call('POST', '/v1/posts', { body: { channelId, content: 'In work', scheduledFor: '2099-01-01T00:00:00Z' }, apiKey })
  await sleep(500)
  const [pid] = flow.apiPids()
  if (pid === undefined) throw new Error('no API')
  process.kill(pid, 'SIGTERM')
  await until('nothing new is taken', () =>
    fetch(`${flow.baseUrls[0]}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  await holder.query('rollback')
  await holder.end()
  const answered = performance.now()
  expect((await held).status).toBe(201)
  await until('the process has ended', async () => !isAlive(pid))
  const tookMs = performance.now() - answered
  console.log(`the API ended ${(tookMs / 1000).toFixed(1)} s after its last request was free to go on`)
  expect(tookMs).toBeLessThan(10_000)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
