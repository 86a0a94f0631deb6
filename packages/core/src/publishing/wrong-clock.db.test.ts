import { sql } from '@flow/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPost, getPost, leaseNetworkAllowance, listPostPublications, newId, returnClaims } from '../index.ts'
import { lostAnswer, openPublishingBench, passTime, type PublishingBench, type Script } from './testing/publishing-bench.ts'

let bench: PublishingBench
let normal: Script

beforeAll(async () => {
  bench = await openPublishingBench()
  normal = bench.script
})
afterAll(() => bench?.close())
beforeEach(async () => {
  bench.script = normal
  bench.capabilities = {}
  bench.out.length = 0
  bench.engine.jobs.clear()
  await bench.database.sql.execute(sql`delete from post`)
})

const make = async (content = 'Hello') => {
  const { channelId } = await bench.newChannel()
  return (await createPost({ ctx: bench.ctx, body: { channelId, content } })).post.id
}
const publicationOf = async (id: string) => (await listPostPublications({ ctx: bench.ctx, id }))[0]
const statusOf = async (id: string) => (await getPost({ ctx: bench.ctx, id })).status

test('a post without a time goes out now, though the clock of the API that took it is an hour ahead', async () => {
  const { channelId } = await bench.newChannel()
  const clock = { now: () => new Date(Date.now() + 3_600_000) }
  await createPost({ ctx: { ...bench.ctx, clock }, body: { channelId, content: 'Now' } })
  await bench.work()
  expect(bench.out).toHaveLength(1)
})

/** As if all that was noted had been noted by a clock that was an hour ahead. */
const setBackAnHour = () =>
  bench.database.sql.transaction(async (tx) => {
    await tx.execute(
      sql`update publication set run_at = run_at + interval '1 hour', next_action_at = next_action_at + interval '1 hour', updated_at = updated_at + interval '1 hour'`,
    )
    await tx.execute(sql`update connection set spent_until = array(select each + interval '1 hour' from unnest(spent_until) as each)`)
  })

test('what was open when the clock was set back is looked up at once', async () => {
  const [lost, slow] = [await make('Lost'), await make('Slow')]
  const isAsked = new Set<string>()
  bench.script = async (input) => {
    const isFirst = !isAsked.has(input.clientKey)
    isAsked.add(input.clientKey)
    if (input.item.text === 'Slow' && isFirst) return { handle: 'job-7', checkInMs: 24 * 3_600_000 }
    const published = await normal(input)
    if (input.item.text === 'Lost') throw lostAnswer()
    return published
  }
  await bench.work()
  expect([await statusOf(lost), await statusOf(slow)]).toEqual(['flowing', 'flowing'])
  await setBackAnHour()
  await bench.rescue()
  expect([await statusOf(lost), await statusOf(slow)]).toEqual(['done', 'done'])
  expect(bench.out).toHaveLength(2)
})

test('a claim that is no longer due, since the clock was set back, sends nothing; returned, it goes out at its time', async () => {
  const id = await make()
  await bench.promote()
  const claims = await bench.claim()
  await setBackAnHour()
  expect(await bench.commit(claims)).toEqual([])
  const jobIds = claims.map(({ jobId }) => jobId)
  expect(await returnClaims({ db: bench.database.sql, workerId: newId('worker'), jobIds })).toEqual([])
  expect(await returnClaims({ db: bench.database.sql, workerId: bench.workerId, jobIds })).toMatchObject([{ postId: id }])
  await bench.work()
  expect(await statusOf(id)).toBe('queued')
  await passTime({ bench, seconds: 3_600 })
  await bench.work()
  expect(bench.out).toHaveLength(1)
  expect(await publicationOf(id)).toMatchObject({ status: 'published', attempts: 1 })
})

test('no account and no network waits out what the clock was set back by', async () => {
  const rate = { max: 4, seconds: 60 }
  bench.capabilities = { rates: { app: null, account: [rate] } }
  const { channelId } = await bench.newChannel()
  const write = async (content: string) => void (await createPost({ ctx: bench.ctx, body: { channelId, content } }))
  await write('Before')
  await bench.work()
  await setBackAnHour()
  await write('After')
  await bench.work()
  expect(bench.out.map(({ text }) => text)).toEqual(['Before', 'After'])

  const db = bench.database.sql
  const lease = () => leaseNetworkAllowance({ db, network: 'scripted', rate, wanted: 10 })
  expect([await lease(), await lease()]).toEqual([2, 0])
  // A slip of half a minute is waited out: it gives nobody a second allowance.
  await db.execute(sql`update network_allowance set spent_until = spent_until + interval '30 seconds'`)
  expect(await lease()).toBe(0)
  await db.execute(sql`update network_allowance set spent_until = spent_until + interval '1 hour'`)
  expect([await lease(), await lease()]).toEqual([2, 0])
})
