import { sql, type Sql, type SqlRunner, type TransactionRunner } from '@flow/db'
import { chooseFairly } from './choose-fairly.ts'
import type { ExecutionEngine, PublishJob } from './execution-engine.ts'
import { heldInTurn, inTurnDepth } from './held-in-turn.ts'
import { firstTurn, passTurn, walkTurns, type BusyConnection, type Turn } from './walk-turns.ts'

export type PromotedJob = PublishJob & { workspaceId: string; postId: string; connectionId: string }

/** What a promoter keeps from one round to the next: whom it saw with due work, where it goes on, and which networks the last round had something for. */
export type Round = { turn: Turn; busy: readonly BusyConnection[]; walkedAt: number; number: number; promotedAt: number; fed: ReadonlySet<string> }

/** `held`: the networks of which the engine holds jobs that no worker has taken, those of this round among them. */
export type Promotion = { promoted: number; jobs: readonly PromotedJob[]; held: ReadonlySet<string>; round: Round; isMore: boolean }

export const firstRound: Round = {
  turn: firstTurn,
  busy: [],
  walkedAt: Number.NEGATIVE_INFINITY,
  number: 0,
  promotedAt: Number.NEGATIVE_INFINITY,
  fed: new Set(),
}

// A round costs much the same for few as for many, and its walk too: with a backlog they are so far apart, unless the engine runs dry; then a round goes on what the last walk saw.
const roundEveryMs = 500

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
  round,
}: {
  db: SqlRunner
  engine: ExecutionEngine
  lookAheadMs: number
  limit: number
  /** Most that the engine holds of one network. */
  window: number
  /** The networks whose connections take one publication at a time. */
  inTurn: readonly string[]
  round: Round
}): Promise<Promotion> {
  return db.transaction(async (tx) => {
    const horizon = sql`now() + ${lookAheadMs} * interval '1 millisecond'`
    const [counted] = await tx.query<{ due: number; rooms: Record<string, number> | null }>(sql`
      select (select count(*) from (select 1 from publication where status in ('scheduled', 'retrying') and run_at <= ${horizon} limit ${limit + 1}) as due)::int as due,
        (select jsonb_object_agg(network, greatest(0, ${window} - count)) from (
          select network, count(*)::int from publication where status = 'dispatching' and worker_id is null group by network) as held) as rooms`)
    const due = counted?.due ?? 0
    const rooms = counted?.rooms ?? {}
    const toPromotion = ({ jobs, next = round, isMore }: { jobs: readonly PromotedJob[]; next?: Round; isMore: boolean }): Promotion => ({
      promoted: jobs.length,
      jobs,
      held: new Set([...Object.keys(rooms), ...jobs.map(({ network }) => network)]),
      round: next,
      isMore,
    })
    if (due === 0) return toPromotion({ jobs: [], isMore: false })
    const known = Object.values(rooms)
    if (due <= Math.min(limit, window, ...known)) {
      const jobs = await promote({ tx, chosen: oldest({ horizon, limit, inTurn }) })
      await hand({ tx, engine, jobs })
      return toPromotion({ jobs, isMore: false })
    }
    const now = performance.now()
    const isDry = [...round.fed].some((network) => (rooms[network] ?? window) >= window / 2)
    if (!isDry && now - round.promotedAt < roundEveryMs) return toPromotion({ jobs: [], isMore: true })
    const isOld = now - round.walkedAt >= roundEveryMs
    const busy = isOld ? await walkTurns({ tx, horizon, turn: round.turn }) : round.busy
    const chosen = chooseFairly({ horizon, busy, number: round.number, limit, window, rooms, inTurn })
    const jobs = await promote({ tx, chosen })
    await hand({ tx, engine, jobs })
    // Where what was seen earlier has nothing more, the next round looks anew.
    const walkedAt = jobs.length === 0 ? Number.NEGATIVE_INFINITY : isOld ? now : round.walkedAt
    const fed = new Set(jobs.map(({ network }) => network))
    const next = { ...passTurn(busy), walkedAt, number: round.number + 1, promotedAt: now, fed }
    return toPromotion({ jobs, next, isMore: jobs.length > 0 || !isOld })
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
