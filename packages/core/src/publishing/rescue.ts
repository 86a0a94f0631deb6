import { sql } from '@flow/db'
import type { RescueInput } from './rescue-input.ts'
import { settleDoubt, type Doubt } from './settle-doubt.ts'
import { isAlive } from './worker-life.ts'
import { sentContent } from './sent-content.ts'

/** Takes up what dead workers left and what nobody is sure of. Any number of rescuers may run. */
export async function rescue(input: RescueInput): Promise<{ returned: number; settled: number }> {
  const returned = (await returnDeadClaims(input)) + (await returnLostJobs(input))
  const doubts = await takeDoubts(input)
  for (const doubt of doubts) await settleDoubt({ ...input, doubt })
  return { returned, settled: doubts.length }
}

// Of a dead worker; or of this one, where an error made it lose sight of the publication.
const isAbandoned = ({ workerId, inFlight }: RescueInput) => sql`(worker_id not in (select id from worker where ${isAlive})
  or (worker_id = ${workerId} and id <> all(${inFlight}) and updated_at < now() - interval '15 seconds'))`

async function returnDeadClaims(input: RescueInput): Promise<number> {
  return input.db.execute(sql`
    update publication set status = 'scheduled', worker_id = null, job_id = null, updated_at = now()
    where status = 'dispatching' and worker_id is not null and ${isAbandoned(input)}`)
}

// The engine may have lost a job that nobody fetched; Flow's rows say what should be there.
async function returnLostJobs({ db, engine }: RescueInput): Promise<number> {
  const late = await db.query<{ id: string; jobId: string }>(sql`
    select id, job_id from publication where status = 'dispatching' and worker_id is null and run_at < now() - interval '10 seconds' order by run_at limit 1000`)
  if (late.length === 0) return 0
  const held = await engine.findHeld({ db, jobIds: late.map((row) => row.jobId) })
  const lost = late.filter((row) => !held.has(row.jobId))
  if (lost.length === 0) return 0
  return db.execute(sql`
    update publication set status = 'scheduled', job_id = null, updated_at = now()
    where status = 'dispatching' and worker_id is null and job_id = any(${lost.map((row) => row.jobId)}::uuid[])`)
}

async function takeDoubts(input: RescueInput): Promise<Doubt[]> {
  return input.db.query<Doubt>(sql`
    with open as (
      select id from publication where (status = 'sending' and ${isAbandoned(input)}) or (status = 'unknown' and next_action_at <= now())
      order by updated_at limit 50 for update skip locked),
    taken as (
      update publication p set status = 'unknown', worker_id = null, next_action_at = now() + interval '5 seconds', updated_at = now(),
        reason_code = 'outcome_unknown', reason_message = coalesce(p.reason_message, 'The attempt broke off. Flow looks up whether the post is out before it does anything else.')
      from open where p.id = open.id returning p.id, p.post_id, p.network, p.connection_id, p.attempt_count),
    doubted as (
      update attempt set state = 'unknown' from taken where attempt.publication_id = taken.id and attempt.state in ('sending', 'unknown')
      returning attempt.id, attempt.publication_id, attempt.client_key, attempt.started_at)
    select taken.id as publication_id, taken.post_id, doubted.id as attempt_id, taken.attempt_count as attempt_no, taken.network, taken.connection_id,
      connection.built_in_channel_id is not null as is_built_in, connection.feed_slug, connection.remote_url, doubted.client_key, ${sentContent('taken.network')}, (extract(epoch from now() - doubted.started_at) * 1000)::float8 as age_ms
    from taken join doubted on doubted.publication_id = taken.id join post on post.id = taken.post_id join connection on connection.id = taken.connection_id`)
}
