import { sql } from '@flow/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPost, deletePost, findStalled, getPost, listPostPublications, newId, updatePost, watchWorkers } from '../index.ts'
import { publish } from './publish.ts'
import { away, lostAnswer, openPublishingBench, passTime, refused, type PublishingBench, type Script } from './testing/publishing-bench.ts'

let bench: PublishingBench
let normal: Script
let seen: PublishingBench['probe']

beforeAll(async () => {
  bench = await openPublishingBench()
  normal = bench.script
  seen = bench.probe
})
afterAll(() => bench?.close())
beforeEach(async () => {
  bench.script = normal
  bench.probe = seen
  bench.capabilities = {}
  bench.out.length = 0
  bench.engine.jobs.clear()
  await bench.database.sql.execute(sql`delete from post`)
})

const make = async (more: Partial<Parameters<typeof createPost>[0]['body']> = {}) => {
  const { channelId } = await bench.newChannel()
  return (await createPost({ ctx: bench.ctx, body: { channelId, content: 'Hello', ...more } })).post.id
}
const publicationOf = async (id: string) => {
  const [publication] = await listPostPublications({ ctx: bench.ctx, id })
  if (!publication) throw new Error('no publication')
  return publication
}
const eventsOf = async (id: string) =>
  (await bench.database.sql.query<{ type: string }>(sql`select type from event where subject_id = ${id} order by id`)).map(({ type }) => type)
const statusOf = async (id: string) => (await getPost({ ctx: bench.ctx, id })).status

test('a post goes out once, and its attempt says so', async () => {
  const id = await make()
  await bench.work()
  await bench.work()
  expect(bench.out).toHaveLength(1)
  expect(await statusOf(id)).toBe('done')
  expect(await publicationOf(id)).toMatchObject({
    status: 'published',
    attempts: 1,
    attemptLog: [{ item: 0, step: 'submit', state: 'succeeded', decision: 'published' }],
  })
  expect(await eventsOf(id)).toEqual(['post.created', 'post.delivered'])
})

test('a thread and a first comment go out item by item, each under the one before it, and the comment under the post', async () => {
  const id = await make({ content: 'One', thread: [{ content: 'Two' }, { content: 'Three' }], firstComment: 'Four' })
  await bench.work()
  const [one, two] = bench.out.map(({ clientKey }) => `remote-${clientKey}`)
  expect(bench.out.map(({ text, parent }) => [text, parent])).toEqual([
    ['One', null],
    ['Two', one],
    ['Three', two],
    ['Four', one],
  ])
  const publication = await publicationOf(id)
  expect(publication.items.map(({ kind, status }) => [kind, status])).toEqual([
    ['post', 'published'],
    ['part', 'published'],
    ['part', 'published'],
    ['comment', 'published'],
  ])
  expect(publication.items.map(({ url }) => url)).toEqual(bench.out.map(({ clientKey }) => `https://scripted.example/${clientKey}`))
  expect(publication.url).toBe(publication.items[0]?.url)
})

test('a thread goes on where it stopped: a part that fails for a while is sent again, those before it are not', async () => {
  const id = await make({ content: 'One', thread: [{ content: 'Two' }] })
  let isAway = true
  bench.script = (input) => {
    if (input.item.no === 1 && isAway) throw away()
    return normal(input)
  }
  await bench.work()
  expect(await publicationOf(id)).toMatchObject({ status: 'sending', reason: { code: 'unavailable' } })
  isAway = false
  await passTime({ bench, seconds: 60 })
  await bench.work()
  expect(bench.out.map(({ text }) => text)).toEqual(['One', 'Two'])
  expect(await statusOf(id)).toBe('done')
})

test('a part whose answer is lost is looked up, and the thread goes on behind it', async () => {
  const id = await make({ content: 'One', thread: [{ content: 'Two' }, { content: 'Three' }] })
  bench.script = async (input) => {
    const published = await normal(input)
    if (input.item.no === 1) throw lostAnswer()
    return published
  }
  await bench.work()
  expect(await publicationOf(id)).toMatchObject({ status: 'sending', reason: { code: 'outcome_unknown' } })
  bench.script = normal
  await passTime({ bench, seconds: 10 })
  await bench.rescue()
  await bench.work()
  expect(bench.out.map(({ text }) => text)).toEqual(['One', 'Two', 'Three'])
  expect(await statusOf(id)).toBe('done')
  expect((await publicationOf(id)).attemptLog?.map(({ decision }) => decision)).toEqual(['published', 'looked-up', 'published'])
})

test('the last part, looked up after a lost answer, has its address too', async () => {
  const id = await make({ content: 'One', thread: [{ content: 'Two' }] })
  bench.script = async (input) => {
    const published = await normal(input)
    if (input.item.no === 1) throw lostAnswer()
    return published
  }
  bench.probe = ({ clientKey }) => ({ remoteId: `remote-${clientKey}`, url: `https://scripted.example/${clientKey}` })
  await bench.work()
  await passTime({ bench, seconds: 10 })
  await bench.rescue()
  const publication = await publicationOf(id)
  expect(publication.items.map(({ status }) => status)).toEqual(['published', 'published'])
  expect(publication.items.map(({ url }) => url)).toEqual(bench.out.map(({ clientKey }) => `https://scripted.example/${clientKey}`))
})

test('a part that is refused blocks the rest, and the reason says what is out', async () => {
  const id = await make({ content: 'One', thread: [{ content: 'Two' }] })
  bench.script = (input) => {
    if (input.item.no === 1) throw refused()
    return normal(input)
  }
  await bench.work()
  expect(await publicationOf(id)).toMatchObject({
    status: 'blocked',
    reason: { code: 'content_rejected', message: expect.stringContaining('those before it are out') },
  })
  expect(await eventsOf(id)).toEqual(['post.created', 'post.blocked'])
})

test('a lost answer whose post is not there is sent again only when a late accept would have shown', async () => {
  const id = await make()
  bench.script = () => {
    throw lostAnswer()
  }
  await bench.work()
  bench.script = normal
  await passTime({ bench, seconds: 10 })
  await bench.rescue()
  expect(await publicationOf(id)).toMatchObject({ reason: { code: 'outcome_unknown' } })
  await bench.work()
  expect(bench.out).toHaveLength(0)
  for (let look = 0; look < 4; look++) {
    await passTime({ bench, seconds: 10 })
    await bench.rescue()
  }
  await bench.work()
  expect(bench.out).toHaveLength(1)
  expect(await statusOf(id)).toBe('done')
})

test('a clock that jumps ahead by an hour does not end the wait for a late accept', async () => {
  const id = await make()
  bench.script = () => {
    throw lostAnswer()
  }
  await bench.work()
  await passTime({ bench, seconds: 3_600 })
  await bench.rescue()
  expect(await publicationOf(id)).toMatchObject({ status: 'sending', reason: { code: 'outcome_unknown' } })
})

test('where nothing can be looked up, a lost answer is told and never sent again', async () => {
  bench.capabilities = { isProbeable: false }
  const id = await make()
  bench.script = async (input) => {
    await normal(input)
    throw lostAnswer()
  }
  await bench.work()
  await passTime({ bench, seconds: 10 })
  await bench.rescue()
  expect(await publicationOf(id)).toMatchObject({ status: 'blocked', reason: { code: 'outcome_unknown', message: expect.stringContaining('Look for it') } })
  await bench.work()
  expect(bench.out).toHaveLength(1)
})

test('what a network is still at work on is asked for until it is out; the attempt stays open', async () => {
  const id = await make()
  let asked = 0
  bench.script = (input) => {
    asked += 1
    return asked < 3 ? { handle: 'job-7', checkInMs: 1_000 } : normal(input)
  }
  await bench.work()
  expect(await publicationOf(id)).toMatchObject({ status: 'sending', reason: { code: 'processing' }, attemptLog: [{ step: 'check', state: 'sending' }] })
  await bench.work()
  for (let look = 0; look < 2; look++) {
    await passTime({ bench, seconds: 5 })
    await bench.rescue()
  }
  expect(await publicationOf(id)).toMatchObject({ status: 'published', attempts: 1 })
  expect(asked).toBe(3)
})

test('what an attempt remembers is there for the next one', async () => {
  const id = await make()
  let uploads = 0
  bench.script = async (input) => {
    if (input.progress.get('upload') === undefined) {
      uploads += 1
      await input.progress.save('upload', 'file-1')
      throw away(0)
    }
    return normal(input)
  }
  await bench.work()
  await bench.work()
  expect([uploads, await statusOf(id)]).toEqual([1, 'done'])
})

test('a claim whose post was changed, deleted or taken over is stale and sends nothing', async () => {
  const [changed, deleted] = [await make(), await make()]
  await bench.promote()
  const claims = await bench.claim()
  await updatePost({ ctx: bench.ctx, id: changed, body: { content: 'Changed', scheduledFor: new Date(Date.now() + 3_600_000).toISOString() } })
  await deletePost({ ctx: bench.ctx, id: deleted })
  expect(await bench.commit(claims)).toEqual([])
  expect(await statusOf(changed)).toBe('queued')
  expect(await bench.commit(claims, newId('worker'))).toEqual([])
})

test('the claims of a dead worker come back, and its open attempts are looked up', async () => {
  const dead = newId('worker')
  await bench.database.sql.execute(sql`insert into worker (id) values (${dead})`)
  const [held, sent] = [await make(), await make()]
  await bench.promote()
  const claims = await bench.claim(dead)
  const [task] = await bench.commit(
    claims.filter(({ postId }) => postId === sent),
    dead,
  )
  if (!task) throw new Error('no task')
  // It published, and died before it could say so.
  await normal({ clientKey: task.clientKey, item: { text: 'Hello', parent: null } } as Parameters<Script>[0])
  await bench.rescue()
  expect(await publicationOf(held)).toMatchObject({ status: 'queued' })
  await bench.rescue({ deadWorkers: [dead] })
  await bench.work()
  expect(bench.out).toHaveLength(2)
  expect([await statusOf(held), await statusOf(sent)]).toEqual(['done', 'done'])
  // A worker that was only slow finds that its outcome no longer counts.
  expect(await publish({ task, adapter: bench.adapter, workerId: dead, options: { ...bench.options, complete: bench.options.complete } })).toBe('superseded')
})

test('a worker whose heartbeat stands still is dead after ten seconds of the watcher’s own clock, whatever the database’s clock does', async () => {
  const worker = newId('worker')
  const db = bench.database.sql
  await db.execute(sql`insert into worker (id, heartbeat_at) values (${worker}, now() + interval '1 hour')`)
  let now = 0
  const look = watchWorkers({ db, now: () => now })
  expect(await look()).not.toContain(worker)
  now = 9_000
  expect(await look()).not.toContain(worker)
  await db.execute(sql`update worker set beat_no = beat_no + 1, heartbeat_at = now() - interval '1 hour' where id = ${worker}`)
  now = 18_000
  expect(await look()).not.toContain(worker)
  now = 28_500
  expect(await look()).toContain(worker)
})

test('where a network takes one at a time, the next of a connection begins when the one in work has ended, whichever workers have them', async () => {
  const { channelId } = await bench.newChannel()
  const other = await make()
  for (const content of ['One', 'Two', 'Three']) await createPost({ ctx: bench.ctx, body: { channelId, content } })
  await bench.promote()
  const claims = await bench.claim()
  const here = claims.filter(({ postId }) => postId !== other)
  const first = await bench.commitInTurn(claims)
  expect(first.started).toHaveLength(2)
  expect(first.outOfTurn.size).toBe(2)
  const waiting = here.filter(({ publicationId }) => first.outOfTurn.has(publicationId))
  const elsewhere = newId('worker')
  await bench.database.sql.execute(sql`update publication set worker_id = ${elsewhere} where id = any(${waiting.map(({ publicationId }) => publicationId)})`)
  expect(await bench.commitInTurn(waiting, elsewhere)).toMatchObject({ started: [], outOfTurn: first.outOfTurn })
  // Both workers ask at once.
  for (const task of first.started) await publish({ task, adapter: bench.adapter, workerId: bench.workerId, options: bench.options })
  const both = await Promise.all(waiting.map((claim) => bench.commitInTurn([claim], elsewhere)))
  expect(both.map(({ started }) => started.length).sort()).toEqual([0, 1])
  expect(both.map(({ outOfTurn }) => outOfTurn.size).sort()).toEqual([0, 1])
})

test('a pause that the network asks for holds for all of the account and uses up no attempt of what waits', async () => {
  const { channelId } = await bench.newChannel()
  const ids: string[] = []
  for (const content of ['One', 'Two']) ids.push((await createPost({ ctx: bench.ctx, body: { channelId, content } })).post.id)
  await bench.promote()
  const claims = await bench.claim()
  const { NetworkError } = await import('@flow/networks/port')
  bench.script = () => {
    throw new NetworkError({ kind: 'rate_limited', message: 'Slow down.', retryAfterMs: 30_000 })
  }
  const [first] = await bench.commit(claims.slice(0, 1))
  if (!first) throw new Error('no task')
  await publish({ task: first, adapter: bench.adapter, workerId: bench.workerId, options: bench.options })
  expect(await bench.commit(claims.slice(1))).toEqual([])
  const waiting = await publicationOf(claims[1]?.postId ?? '')
  expect(waiting).toMatchObject({ attempts: 0, status: 'queued', reason: { code: 'rate_limited', nextActionAt: expect.any(String) } })
})

test('an account is held to its network’s rate: no window sees more than it allows', async () => {
  bench.capabilities = { rates: { app: null, account: [{ max: 4, seconds: 60 }] } }
  const { channelId } = await bench.newChannel()
  for (let index = 0; index < 6; index++) await createPost({ ctx: bench.ctx, body: { channelId, content: `Post ${index}` } })
  await bench.work()
  expect(bench.out).toHaveLength(2)
  const [row] = await bench.database.sql.query<{ waits: number }>(sql`
    select extract(epoch from min(run_at) - now())::float8 as waits from publication where status = 'scheduled'`)
  expect(row?.waits).toBeGreaterThan(25)
  expect(row?.waits).toBeLessThanOrEqual(30)
})

test('what is past due by a minute and unexplained is told once', async () => {
  const id = await make()
  await passTime({ bench, seconds: 61 })
  expect(await findStalled({ db: bench.database.sql, limit: 10 })).toBe(1)
  expect(await findStalled({ db: bench.database.sql, limit: 10 })).toBe(0)
  expect(await publicationOf(id)).toMatchObject({ reason: { code: 'stalled' } })
  expect(await eventsOf(id)).toEqual(['post.created', 'post.stalled'])
  await bench.work()
  expect(await publicationOf(id)).toMatchObject({ status: 'published', reason: null })
})
