import { sql } from '@flow/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { inTurnDepth } from './held-in-turn.ts'
import { firstRound, promoteDue, type Round } from './promote-due.ts'
import { openPublishingBench, type PublishingBench } from './testing/publishing-bench.ts'

let bench: PublishingBench
beforeAll(async () => {
  bench = await openPublishingBench()
})
afterAll(() => bench?.close())
beforeEach(async () => {
  bench.engine.jobs.clear()
  await bench.database.sql.execute(sql`delete from post`)
  await bench.database.sql.execute(sql`delete from workspace where name like 'tenant%'`)
})

/** A tenant with so many publications, due at a distance from now in seconds; its workspace's id begins with the name, so that a test chooses the order. */
async function tenant({
  name,
  count,
  dueInSeconds = -1,
  connections = 1,
}: {
  name: string
  count: number
  dueInSeconds?: number
  connections?: number
}): Promise<string> {
  const db = bench.database.sql
  const workspaceId = `ws_${name}_${newId('workspace')}`
  const channelId = newId('channel')
  await db.execute(sql`insert into workspace (id, name, slug) values (${workspaceId}, ${`tenant ${name}`}, ${workspaceId})`)
  await db.execute(
    sql`insert into channel (id, workspace_id, mode, name, color, timezone) values (${channelId}, ${workspaceId}, 'live', 'C', '#000000', 'UTC')`,
  )
  await db.execute(sql`
    insert into connection (id, workspace_id, mode, network, remote_id, name, remote_name, credentials, last_verified_at)
    select ${`conn_${workspaceId}`} || n, ${workspaceId}, 'live', 'scripted', n::text, 'C', 'C', '\\x00', now() from generate_series(1, ${connections}) as n`)
  await db.execute(sql`
    with made as (
      insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for)
      select ${`post_${workspaceId}`} || n, ${workspaceId}, 'live', ${channelId}, 'x', '{}', now() + ${dueInSeconds} * interval '1 second' from generate_series(1, ${count}) as n
      returning id, scheduled_for)
    insert into publication (id, workspace_id, post_id, connection_id, network, run_at)
    select 'pub_' || made.id, ${workspaceId}, made.id, ${`conn_${workspaceId}`} || (1 + (row_number() over ()) % ${connections}), 'scripted', made.scheduled_for from made`)
  return workspaceId
}
const promotedOf = async (workspaceId: string) => {
  const [row] = await bench.database.sql.query<{ count: number }>(
    sql`select count(*)::int as count from publication where workspace_id = ${workspaceId} and status = 'dispatching'`,
  )
  return row?.count ?? 0
}

test('where all fits, the oldest go first and all go', async () => {
  const one = await tenant({ name: 'a', count: 7 })
  expect(await bench.promote({ limit: 10 })).toBe(7)
  expect(await promotedOf(one)).toBe(7)
})

test('a backlog of one workspace keeps no other waiting: each gets its turn in the first round', async () => {
  const hostile = await tenant({ name: 'a', count: 5_000, dueInSeconds: -600 })
  const small = await Promise.all(['b', 'c', 'd'].map((name) => tenant({ name, count: 3 })))
  expect(await bench.promote({ limit: 100 })).toBe(100)
  for (const each of small) expect(await promotedOf(each)).toBe(3)
  expect(await promotedOf(hostile)).toBe(91)
})

test('trap: workspaces with only work to come take nobody’s place in the walk, however many they are', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => tenant({ name: `a${index}`, count: 2, dueInSeconds: 3_600 })))
  const hostile = await tenant({ name: 'b', count: 500 })
  const last = await tenant({ name: 'z', count: 2 })
  expect(await bench.promote({ limit: 10 })).toBe(10)
  expect(await promotedOf(last)).toBe(2)
  expect(await promotedOf(hostile)).toBe(8)
})

test('trap: who got no place because the round was full is the first in the next', async () => {
  const tenants = await Promise.all(Array.from({ length: 12 }, (_, index) => tenant({ name: `t${String(index).padStart(2, '0')}`, count: 50 })))
  const db = bench.database.sql
  let round = firstRound
  for (let time = 0; time < 12; time++)
    ({ round } = await promoteDue({ db, engine: bench.engine, lookAheadMs: 0, limit: 5, window: 10_000, inTurn: [], round }))
  const counts = await Promise.all(tenants.map(promotedOf))
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
  expect(Math.max(...counts)).toBeLessThanOrEqual(8)
})

test('within a workspace its connections take turns', async () => {
  const workspaceId = await tenant({ name: 'a', count: 400 })
  await bench.database.sql.execute(sql`
    insert into connection (id, workspace_id, mode, network, remote_id, name, remote_name, credentials, last_verified_at) values ('conn_late', ${workspaceId}, 'live', 'scripted', 'late', 'C', 'C', '\\x00', now())`)
  await bench.database.sql.execute(sql`
    update publication set connection_id = 'conn_late', run_at = now() where id in (select id from publication where workspace_id = ${workspaceId} limit 2)`)
  await bench.promote({ limit: 10 })
  const [row] = await bench.database.sql.query<{ count: number }>(
    sql`select count(*)::int as count from publication where connection_id = 'conn_late' and status = 'dispatching'`,
  )
  expect(row?.count).toBe(2)
})

test('the engine never holds more than its window', async () => {
  await tenant({ name: 'a', count: 300 })
  expect(await bench.promote({ limit: 200, window: 50 })).toBe(50)
  expect(await bench.promote({ limit: 200, window: 50 })).toBe(0)
})

test('trap: of a connection that takes one at a time the engine holds but a few, whatever else is due, so that a slow one fills no window', async () => {
  const slow = await tenant({ name: 'a', count: 300, dueInSeconds: -60 })
  const inTurn = ['scripted']
  for (let round = 0; round < 5; round++) await bench.promote({ limit: 100, window: 50, inTurn })
  expect(await promotedOf(slow)).toBe(inTurnDepth)
  const small = await tenant({ name: 'b', count: 2 })
  await bench.promote({ limit: 100, window: 50, inTurn })
  expect(await promotedOf(small)).toBe(2)
  // The same where all that is due fits.
  expect(await bench.promote({ limit: 1_000, window: 1_000, inTurn })).toBe(0)
  await bench.database.sql.execute(sql`delete from publication where workspace_id = ${slow} and status = 'dispatching'`)
  expect(await bench.promote({ limit: 1_000, window: 1_000, inTurn })).toBe(inTurnDepth)
})

test('trap: a network whose window is full takes no other network’s room', async () => {
  await tenant({ name: 'a', count: 300, dueInSeconds: -60 })
  expect(await bench.promote({ limit: 100, window: 50 })).toBe(50)
  const other = await tenant({ name: 'b', count: 30 })
  await bench.database.sql.execute(sql`update publication set network = 'feed' where workspace_id = ${other}`)
  await bench.promote({ limit: 100, window: 50 })
  expect(await promotedOf(other)).toBe(30)
})

test('amid a backlog the next round waits until half of the window is free, or its time has come', async () => {
  const workspaceId = await tenant({ name: 'a', count: 300 })
  const promote = (round: Round) => promoteDue({ db: bench.database.sql, engine: bench.engine, lookAheadMs: 0, limit: 1_000, window: 100, inTurn: [], round })
  const take = (count: number) =>
    bench.database.sql.execute(sql`
      update publication set worker_id = 'w' where id in (
        select id from publication where workspace_id = ${workspaceId} and status = 'dispatching' and worker_id is null limit ${count})`)
  const first = await promote(firstRound)
  expect(first.promoted).toBe(100)
  const justNow = { ...first.round, promotedAt: Number.POSITIVE_INFINITY }
  await take(40)
  expect(await promote(justNow)).toMatchObject({ promoted: 0, isMore: true })
  await take(10)
  expect((await promote(justNow)).promoted).toBe(50)
  await take(10)
  expect((await promote({ ...first.round, promotedAt: Number.NEGATIVE_INFINITY })).promoted).toBe(10)
})

test('of a workspace with more connections than there are places, each has its turn', async () => {
  const workspaceId = await tenant({ name: 'a', count: 400, connections: 40 })
  let round = firstRound
  for (let time = 0; time < 8; time++)
    ({ round } = await promoteDue({ db: bench.database.sql, engine: bench.engine, lookAheadMs: 0, limit: 5, window: 10_000, inTurn: [], round }))
  const [row] = await bench.database.sql.query<{ count: number }>(
    sql`select count(distinct connection_id)::int as count from publication where workspace_id = ${workspaceId} and status = 'dispatching'`,
  )
  expect(row?.count).toBeGreaterThanOrEqual(20)
})

test('a job id is never used twice', async () => {
  const workspaceId = await tenant({ name: 'a', count: 1 })
  const ids = new Set<string>()
  for (let round = 0; round < 5; round++) {
    await bench.promote()
    for (const id of bench.engine.jobs.keys()) ids.add(id)
    await bench.database.sql.execute(sql`update publication set status = 'scheduled', job_id = null where workspace_id = ${workspaceId}`)
  }
  expect(ids.size).toBe(5)
})
