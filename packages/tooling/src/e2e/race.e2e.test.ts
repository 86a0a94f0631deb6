import { setTimeout as sleep } from 'node:timers/promises'
import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller, type Caller } from './caller.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const total = 1_000
const atOnce = 5
const everyMs = 100
const spreadMs = 30
const far = Date.parse('2099-01-01T00:00:00Z')

type Change = 'delete' | 'move far' | 'move a little'
type Racer = { id: string; content: string; change: Change; dueAt: number; movedTo: number; status: number; code: string | undefined }

let flow: RunningFlow
let database: pg.Client
let callers: Caller[]

beforeAll(async () => {
  flow = await runFlow({ apis: 2, workers: 2 })
  callers = flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey: flow.apiKey }))
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
}, 120_000)
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const changeOf = (index: number): Change => (index % 3 === 0 ? 'delete' : index % 3 === 1 ? 'move far' : 'move a little')

async function createRacers(begin: number): Promise<Racer[]> {
  const racers: Racer[] = []
  for (let made = 0; made < total; made += 500) {
    const some = Array.from({ length: 500 }, (_, offset): Racer => {
      const index = made + offset
      const change = changeOf(index)
      const dueAt = begin + Math.floor(index / atOnce) * everyMs
      return { id: '', content: `Racer ${index}`, change, dueAt, movedTo: change === 'move far' ? far : dueAt + 3_000, status: 0, code: undefined }
    })
    const posts = some.map(({ content, dueAt }) => ({ channelId: flow.channelId, content, scheduledFor: new Date(dueAt).toISOString() }))
    const { json } = await flow.call('POST', '/v1/posts/batch', { body: { posts, atomic: true } })
    const ids = (json.data as Schemas['PostBatchResult']).results.flatMap(({ post }) => post?.id ?? [])
    racers.push(...some.map((racer, index) => ({ ...racer, id: ids[index] ?? '' })))
  }
  return racers
}

test(`rescheduling and deleting race the worker at the due instant, ${total} times: what the API says is what happens`, async () => {
  const racers = await createRacers(Date.now() + 6_000)
  expect(racers.filter(({ id }) => id === '')).toEqual([])
  // Requests are aimed at where both sides win about as often, however slow the machine is: a yes moves the aim later, a no earlier.
  let aimMs = 0
  await Promise.all(
    racers.map(async (racer, index) => {
      await sleep(racer.dueAt - 500 - Date.now())
      await sleep(racer.dueAt + aimMs + (Math.random() * 2 - 1) * spreadMs - Date.now())
      const call = callers[index % callers.length] ?? flow.call
      const path = `/v1/posts/${racer.id}`
      const answer =
        racer.change === 'delete' ? await call('DELETE', path) : await call('PATCH', path, { body: { scheduledFor: new Date(racer.movedTo).toISOString() } })
      racer.status = answer.status
      racer.code = answer.json.error?.code
      aimMs = Math.max(-400, Math.min(spreadMs, aimMs + (answer.status === 409 ? -1 : 1)))
    }),
  )
  const open = "select count(*)::int as n from post where status = 'flowing' or (status = 'queued' and scheduled_for < '2090-01-01')"
  await until('every post that stays due has ended', async () => (await database.query(open)).rows[0].n === 0)

  const won = racers.filter(({ status }) => status === 200 || status === 204)
  const lost = racers.filter(({ status }) => status === 409)
  console.log(`race: ${won.length} changes came before the worker, ${lost.length} after it; aimed ${aimMs} ms from the due time at the end`)
  expect(racers.filter(({ status, change }) => ![change === 'delete' ? 204 : 200, 409].includes(status))).toEqual([])
  expect(lost.filter(({ code }) => code !== 'POST_NOT_EDITABLE')).toEqual([])
  expect(Math.min(won.length, lost.length)).toBeGreaterThan(total / 20)

  const posts = new Map((await database.query<{ id: string; status: string }>('select id, status from post')).rows.map(({ id, status }) => [id, status]))
  const outAt = new Map<string, number[]>()
  const entries = await database.query<{ content: string; at: Date }>('select content, published_at as at from built_in_entry')
  for (const { content, at } of entries.rows) outAt.set(content, [...(outAt.get(content) ?? []), at.getTime()])
  const faults = racers.flatMap((racer) => {
    const post = posts.get(racer.id) ?? 'gone'
    const out = outAt.get(racer.content) ?? []
    const isRight =
      racer.status === 409
        ? post === 'done' && out.length === 1
        : racer.change === 'delete'
          ? post === 'gone' && out.length === 0
          : racer.change === 'move far'
            ? post === 'queued' && out.length === 0
            : post === 'done' && out.length === 1 && out.every((at) => at >= racer.movedTo)
    return isRight ? [] : [{ ...racer, post, out }]
  })
  expect(faults).toEqual([])

  const rows = (text: string) => database.query(text).then((result) => result.rows)
  expect(await rows("select id from attempt where state in ('sending', 'unknown')")).toEqual([])
  expect(await rows('select publication_id from attempt group by 1 having count(*) > 1')).toEqual([])
  // What still waits, waits for its new time and has no job.
  expect(
    await rows("select id from publication where status <> 'published' and not (status = 'scheduled' and run_at = '2099-01-01T00:00:00Z' and job_id is null)"),
  ).toEqual([])
  const held = "select count(*)::int as n from pgboss.job where name like 'publish-%' and state in ('created', 'retry', 'active')"
  await until('the engine has dropped all stale jobs', async () => (await database.query(held)).rows[0].n === 0)
}, 150_000)
