import { sql, type Sql, type SqlRunner, type TransactionRunner } from '@flow/db'
import type { ExecutionEngine, PublishJob } from './execution-engine.ts'

/** Where the walk through workspaces and connections goes on. */
export type Turn = { workspaceId: string; connectionId: string }

export type PromotedJob = PublishJob & { workspaceId: string; postId: string }

export type Promotion = { promoted: number; jobs: readonly PromotedJob[]; turn: Turn; isMore: boolean }

export const firstTurn: Turn = { workspaceId: '', connectionId: '' }

// So many connections are looked at in one walk; the next walk goes on behind them.
const longestWalk = 5_000

/**
 * Hands publications that are about to fall due to the engine, in one transaction. Any number of promoters may run.
 * As long as all that is due fits, the oldest go first. Where it does not, workspaces take turns, and within each its connections, so that nobody's
 * backlog keeps others waiting. The engine never holds more than `window` of a network, so that what comes next is soon its turn and no network
 * takes another's room; and of a connection that takes one at a time it holds but a few, so that a slow one fills no window.
 */
export async function promoteDue({
  db,
  engine,
  lookAheadMs,
  limit,
  window,
  inTurn,
  turn,
}: {
  db: SqlRunner
  engine: ExecutionEngine
  lookAheadMs: number
  limit: number
  /** Most that the engine holds of one network. */
  window: number
  /** The networks whose connections take one publication at a time. */
  inTurn: readonly string[]
  turn: Turn
}): Promise<Promotion> {
  return db.transaction(async (tx) => {
    const horizon = sql`now() + ${lookAheadMs} * interval '1 millisecond'`
    const [counted] = await tx.query<{ due: number; rooms: Record<string, number> | null }>(sql`
      select (select count(*) from (select 1 from publication where status in ('scheduled', 'retrying') and run_at <= ${horizon} limit ${limit + 1}) as due)::int as due,
        (select jsonb_object_agg(network, greatest(0, ${window} - count)) from (
          select network, count(*)::int from publication where status = 'dispatching' and worker_id is null group by network) as held) as rooms`)
    const due = counted?.due ?? 0
    if (due === 0) return { promoted: 0, jobs: [], turn, isMore: false }
    const rooms = counted?.rooms ?? {}
    if (due <= Math.min(limit, window, ...Object.values(rooms))) {
      const jobs = await promote({ tx, chosen: oldest({ horizon, limit, inTurn }) })
      await hand({ tx, engine, jobs })
      return { promoted: jobs.length, jobs, turn, isMore: false }
    }
    const walk = await walkTurns({ tx, horizon, turn })
    const jobs = await promote({ tx, chosen: fairChoice({ horizon, busy: walk.busy, limit, window, rooms, inTurn }) })
    await hand({ tx, engine, jobs })
    return { promoted: jobs.length, jobs, turn: walk.next, isMore: jobs.length > 0 }
  })
}

// The job's id is a function of publication, revision and dispatch number: the engine never sees one twice.
function promote({ tx, chosen }: { tx: TransactionRunner; chosen: Sql }): Promise<PromotedJob[]> {
  return tx.query<PromotedJob>(sql`
    with due as (${chosen})
    update publication p set status = 'dispatching', dispatch_no = p.dispatch_no + 1, worker_id = null, updated_at = now(),
      job_id = md5(p.id || ':' || p.rev || ':' || (p.dispatch_no + 1))::uuid
    from due where p.id = due.id returning p.job_id, p.network, p.id as publication_id, p.connection_id, p.run_at, p.workspace_id, p.post_id, due.turn`)
}

async function hand({ tx, engine, jobs }: { tx: TransactionRunner; engine: ExecutionEngine; jobs: PublishJob[] }): Promise<void> {
  if (jobs.length === 0) return
  const taken = await engine.enqueue({ tx, jobs })
  if (taken.length !== jobs.length) throw new Error(`the engine took ${taken.length} of ${jobs.length} jobs`)
}

// So many publications of a connection that takes one at a time are in the engine at most: the one in work, and those that follow until the promoter looks again.
const inTurnDepth = 3

/** How many the engine has of each such connection. */
const heldInTurn = (inTurn: readonly string[]): Sql => sql`
  select connection_id, count(*) as count from publication where status = 'dispatching' and network = any(${[...inTurn]}) group by connection_id`

function oldest({ horizon, limit, inTurn }: { horizon: Sql; limit: number; inTurn: readonly string[] }): Sql {
  return sql`
    select p.id, 1 as turn from (
      select id, network, connection_id, row_number() over (partition by connection_id order by run_at) as nth from publication
      where status in ('scheduled', 'retrying') and run_at <= ${horizon}) as waiting
    left join (${heldInTurn(inTurn)}) as held on held.connection_id = waiting.connection_id
    join publication p on p.id = waiting.id
    where p.status in ('scheduled', 'retrying') and (waiting.network <> all(${[...inTurn]}) or waiting.nth + coalesce(held.count, 0) <= ${inTurnDepth})
    order by p.run_at limit ${limit} for update of p skip locked`
}

/**
 * The connections with due work, from the turn on and around. It skips from one connection to the next in the index, two looks for each, however much
 * waits on it; one that has only work to come is passed over and takes nobody's place.
 */
async function walkTurns({ tx, horizon, turn }: { tx: TransactionRunner; horizon: Sql; turn: Turn }): Promise<{ busy: Turn[]; next: Turn }> {
  const from = await walk({ tx, horizon, after: turn, limit: longestWalk })
  const rest = longestWalk - from.length
  // Around, up to where the walk began.
  const around = rest > 0 ? (await walk({ tx, horizon, after: firstTurn, limit: rest })).filter((each) => isUpTo(each, turn)) : []
  const all = [...from, ...around]
  const busy = all.filter(({ isDue }) => isDue).map(({ workspaceId, connectionId }) => ({ workspaceId, connectionId }))
  // Behind the first workspace of this walk, so that each is the first in its turn.
  const first = busy[0]
  return { busy, next: first ? { workspaceId: first.workspaceId, connectionId: '~' } : firstTurn }
}

const isUpTo = (one: Turn, other: Turn) =>
  one.workspaceId < other.workspaceId || (one.workspaceId === other.workspaceId && one.connectionId <= other.connectionId)

function walk({ tx, horizon, after, limit }: { tx: TransactionRunner; horizon: Sql; after: Turn; limit: number }): Promise<(Turn & { isDue: boolean })[]> {
  const next = (workspaceId: Sql, connectionId: Sql) => sql`
    select workspace_id, connection_id from publication where status in ('scheduled', 'retrying') and (workspace_id, connection_id) > (${workspaceId}, ${connectionId})
    order by workspace_id, connection_id limit 1`
  return tx.query(sql`
    with recursive turn as (
      (select n.workspace_id, n.connection_id, 1 as place from (${next(sql`${after.workspaceId}`, sql`${after.connectionId}`)}) as n)
      union all
      select n.workspace_id, n.connection_id, turn.place + 1 from turn cross join lateral (${next(sql`turn.workspace_id`, sql`turn.connection_id`)}) as n where turn.place < ${limit})
    select workspace_id, connection_id, exists (
      select 1 from publication p where p.status in ('scheduled', 'retrying') and p.workspace_id = turn.workspace_id and p.connection_id = turn.connection_id
        and p.run_at <= ${horizon}) as is_due
    from turn order by place`)
}

// So many rows are weighed in a round for each one chosen, and of each connection some in any case. Where most connections have little, the next round weighs more of the rest.
const weighedForEach = 4
const leastOfEach = 4

/** Network by network the first of every workspace, then the second of every workspace, and so on; within a workspace its connections take turns the same way. */
function fairChoice({
  horizon,
  busy,
  limit,
  window,
  rooms,
  inTurn,
}: {
  horizon: Sql
  busy: readonly Turn[]
  limit: number
  window: number
  rooms: Record<string, number>
  inTurn: readonly string[]
}): Sql {
  const rows = JSON.stringify(busy.map(({ workspaceId, connectionId }, place) => ({ workspace_id: workspaceId, connection_id: connectionId, place })))
  const ofEach = Math.min(limit, Math.max(leastOfEach, Math.floor((limit * weighedForEach) / Math.max(1, busy.length))))
  return sql`
    select p.id, turn::int from (
      select id, network, turn, workspace_place, row_number() over (partition by network order by turn, workspace_place) as network_place from (
        select id, network, row_number() over (partition by workspace_id, network order by nth, place) as turn, workspace_place from (
          select c.id, c.network, busy.workspace_id, busy.place, c.nth, min(busy.place) over (partition by busy.workspace_id) as workspace_place
          from jsonb_to_recordset(${rows}::jsonb) as busy (workspace_id text, connection_id text, place int)
          left join (${heldInTurn(inTurn)}) as held on held.connection_id = busy.connection_id
          cross join lateral (
            select id, network, row_number() over (order by run_at) as nth from publication p where p.status in ('scheduled', 'retrying')
              and p.workspace_id = busy.workspace_id and p.connection_id = busy.connection_id and p.run_at <= ${horizon} order by run_at limit ${ofEach}) as c
          where c.network <> all(${[...inTurn]}) or c.nth + coalesce(held.count, 0) <= ${inTurnDepth}) as each_connection) as each_workspace) as each_network
    join publication p on p.id = each_network.id
    where network_place <= coalesce((${JSON.stringify(rooms)}::jsonb ->> each_network.network)::int, ${window}) and p.status in ('scheduled', 'retrying')
    order by turn, workspace_place limit ${limit} for update of p skip locked`
}
