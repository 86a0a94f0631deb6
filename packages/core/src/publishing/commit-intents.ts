import { raw, sql, type SqlRunner, type TransactionRunner } from '@flow/db'
import type { Rate } from '@flow/networks/port'
import { newId } from '../ids.ts'
import type { Claim } from './claim-jobs.ts'
import { clientKeySql, taskColumns, type PublishTask } from './publish-task.ts'
import { spendAllowances } from './spend-allowances.ts'

// A claim is held to its instant by the worker's own timer, which may be so far from the database's clock and no further.
const mostEarly = raw(`interval '5 seconds'`)

/** `lateMs`: how long after its due instant the attempt began. */
export type StartedTask = PublishTask & { lateMs: number }

/**
 * `started`: a task for every claim that still holds. `outOfTurn`: the publications whose connection has another in work; they stay as they are.
 * The rest was changed, deleted or taken over meanwhile, has to wait for its account's allowance, or is no longer due, since the clock was set back;
 * that last the worker still holds and must return.
 */
export type CommittedIntents = { started: readonly StartedTask[]; outOfTurn: ReadonlySet<string> }

/** Commits the intents to send, many at once, before any call to the network. From here on their posts can't be edited. */
export async function commitIntents({
  db,
  workerId,
  claims,
  rates = [],
  isInTurn = false,
}: {
  db: SqlRunner
  workerId: string
  claims: readonly Claim[]
  /** How often the network takes posts of one account. */
  rates?: readonly Rate[]
  /** Whether the network takes one publication of a connection at a time. */
  isInTurn?: boolean
}): Promise<CommittedIntents> {
  return db.transaction(async (tx) => {
    const postIds = [...new Set(claims.map((claim) => claim.postId))].sort()
    // The lock an edit takes too: whoever has it first decides. In a statement of its own, so that the next one sees what an edit left.
    tx.defer(sql`select 1 from post where id = any(${postIds}) order by id for update`)
    const free = isInTurn ? await firstOfFree({ tx, claims }) : claims
    const isFree = new Set(free)
    const outOfTurn = new Set(claims.filter((claim) => !isFree.has(claim)).map(({ publicationId }) => publicationId))
    const allowed = rates.length === 0 || free.length === 0 ? free : await spendAllowances({ tx, workerId, claims: free, rates })
    if (allowed.length === 0) return { started: [], outOfTurn }
    // The status as text: so PostgreSQL goes by the ids, and not by an index of all that is in the engine, which grows with what has left it.
    const started = await tx.query<StartedTask>(sql`
      with given as (
        select * from unnest(${allowed.map((claim) => claim.publicationId)}::text[], ${allowed.map((claim) => claim.rev)}::int[], ${allowed.map(() => newId('attempt'))}::text[]) as given (id, rev, attempt_id)),
      held as (
        select p.id, given.attempt_id, connection.paused_until from given join publication p on p.id = given.id join connection on connection.id = p.connection_id
        where p.id = any(${allowed.map((claim) => claim.publicationId)}) and p.rev = given.rev and p.status::text = 'dispatching' and p.worker_id = ${workerId} and p.run_at <= now() + ${mostEarly} for no key update of p),
      sent as (
        update publication p set status = 'sending', attempt_count = attempt_count + 1, reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
        from held where p.id = held.id and (held.paused_until is null or held.paused_until <= now()) returning p.*, held.attempt_id),
      paused as (
        update publication p set status = 'scheduled', run_at = held.paused_until, worker_id = null, job_id = null, updated_at = now(), next_action_at = held.paused_until,
          reason_code = 'rate_limited', reason_message = 'The network asked this account for a pause; Flow goes on after it.'
        from held where p.id = held.id and held.paused_until > now()),
      flowing as (
        update post set first_intent_at = now(), status = 'flowing', updated_at = now() where id in (select post_id from sent) and first_intent_at is null),
      opened as (
        insert into attempt (id, publication_id, item_no, state, client_key, worker_id)
        select p.attempt_id, p.id, p.item_no, 'sending', ${clientKeySql}, ${workerId} from sent p)
      select p.attempt_id, ${clientKeySql} as client_key, (extract(epoch from clock_timestamp() - p.run_at) * 1000)::float8 as late_ms, ${taskColumns}
      from sent p join post on post.id = p.post_id join connection on connection.id = p.connection_id`)
    return { started, outOfTurn }
  })
}

/** Of each connection that has nothing in work, whoever works on it, the first claim. From here to the commit nobody begins another on any of them. */
async function firstOfFree({ tx, claims }: { tx: TransactionRunner; claims: readonly Claim[] }): Promise<Claim[]> {
  const connectionIds = [...new Set(claims.map(({ connectionId }) => connectionId))].sort()
  // In a statement of its own, so that the next one sees what the holder before began.
  tx.defer(sql`select 1 from connection where id = any(${connectionIds}) order by id for no key update`)
  const inWork = await tx.query<{ connectionId: string }>(
    sql`select distinct connection_id from publication where status = 'sending' and worker_id is not null and connection_id = any(${connectionIds})`,
  )
  const seen = new Set(inWork.map(({ connectionId }) => connectionId))
  return claims.filter(({ connectionId }) => !seen.has(connectionId) && seen.add(connectionId))
}
