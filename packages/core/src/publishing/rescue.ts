import { sql } from '@flow/db'
import type { PublicationSubject, RescuedFrom } from '../story/story.ts'
import { subjectOf } from '../story/subject-of.ts'
import { longestPauseMs } from './await-processing.ts'
import { settleCheck } from './settle-check.ts'
import { settleDoubt, type Doubt } from './settle-doubt.ts'
import type { ExecutionEngine } from './execution-engine.ts'
import type { PublishOptions } from './publish-options.ts'
import { taskColumns, type PublishTask } from './publish-task.ts'

/**
 * What a rescuer works with.
 * `inFlight`: publications this worker has in hand. `deadWorkers`: whose heartbeat has stood still, as this process's own clock saw it.
 */
export type RescueInput = PublishOptions & { engine: ExecutionEngine; workerId: string; inFlight: string[]; deadWorkers: string[] }

/** `isMore`: as many were taken up as may be at once, so that others may wait. */
type Rescued = { returned: number; checked: number; settled: number; isMore: boolean }

const mostAtOnce = 50
// A network's answer to a check may take this long before another rescuer asks.
const lease = '30 seconds'
const furthestCheck = `${longestPauseMs + 60_000} milliseconds`
const furthestProbe = '1 minute'

/** Takes up what dead workers left, what networks are still at work on, and what nobody is sure of. Any number of rescuers may run. */
export async function rescue(input: RescueInput): Promise<Rescued> {
  const returned = (await returnDeadClaims(input)) + (await returnLostJobs(input))
  const checks = await takeChecks(input)
  await Promise.all(checks.map((task) => settleCheck({ options: input, task })))
  const doubts = await takeDoubts(input)
  await Promise.all(doubts.map((doubt) => settleDoubt({ options: input, doubt })))
  return { returned, checked: checks.length, settled: doubts.length, isMore: Math.max(checks.length, doubts.length) === mostAtOnce }
}

// Of a dead worker; or of this one, where an error made it lose sight of the publication.
const isAbandoned = ({ workerId, inFlight, deadWorkers }: RescueInput) => sql`worker_id is not null
  and (not exists (select 1 from worker w where w.id = worker_id and w.stopped_at is null and w.id <> all(${deadWorkers}))
    or (worker_id = ${workerId} and id <> all(${inFlight}) and updated_at < now() - interval '15 seconds'))`

async function returnDeadClaims(input: RescueInput): Promise<number> {
  const dead = await input.db.query<PublicationSubject & { jobId: string | null }>(sql`
    with dead as (select id, network, job_id from publication where status = 'dispatching' and ${isAbandoned(input)} order by id limit 1000 for update skip locked)
    update publication p set status = 'scheduled', worker_id = null, job_id = null, updated_at = now() from dead where p.id = dead.id
    returning p.workspace_id, p.post_id, p.id as publication_id, p.connection_id, p.network, dead.job_id`)
  tellRescued({ input, from: 'dead-worker', rescued: dead })
  await releaseJobs({ engine: input.engine, jobs: dead })
  return dead.length
}

function tellRescued({ input, from, rescued }: { input: RescueInput; from: RescuedFrom; rescued: readonly PublicationSubject[] }): void {
  for (const row of rescued) input.tell({ kind: 'rescued', from, ...subjectOf(row) })
}

async function releaseJobs({ engine, jobs }: { engine: ExecutionEngine; jobs: { network: string; jobId: string | null }[] }): Promise<void> {
  for (const [network, group] of Map.groupBy(jobs, (job) => job.network)) await engine.release({ network, jobIds: group.flatMap(({ jobId }) => jobId ?? []) })
}

// The engine may have lost a job, or handed it to a worker that died before it could claim it; Flow's rows say what should be there.
async function returnLostJobs(input: RescueInput): Promise<number> {
  const { db, engine } = input
  const late = await db.query<{ id: string; network: string; jobId: string }>(sql`
    select id, network, job_id from publication where status = 'dispatching' and worker_id is null and run_at < now() - interval '10 seconds' order by run_at limit 1000`)
  if (late.length === 0) return 0
  const held = await engine.findHeld({ db, jobIds: late.map((row) => row.jobId) })
  const lost = late.filter((row) => !held.has(row.jobId))
  if (lost.length === 0) return 0
  const returned = await db.query<PublicationSubject>(sql`
    update publication set status = 'scheduled', job_id = null, updated_at = now()
    where status = 'dispatching' and worker_id is null and job_id = any(${lost.map((row) => row.jobId)}::uuid[])
    returning workspace_id, post_id, id as publication_id, connection_id, network`)
  tellRescued({ input, from: 'lost-job', rescued: returned })
  await releaseJobs({ engine, jobs: lost })
  return returned.length
}

/** Also where the next look is further off than any is ever set: the clock was set back since. */
const isTime = (furthest: string) => sql`(next_action_at <= now() or next_action_at > now() + ${furthest}::interval)`

async function takeChecks({ db }: RescueInput): Promise<PublishTask[]> {
  return db.query<PublishTask>(sql`
    with due as (
      select id from publication where status = 'sending' and worker_id is null and check_handle is not null and ${isTime(furthestCheck)}
      order by next_action_at limit ${mostAtOnce} for update skip locked),
    taken as (update publication set next_action_at = now() + ${lease}::interval from due where publication.id = due.id returning publication.*)
    select attempt.id as attempt_id, attempt.client_key, ${taskColumns} from taken p join post on post.id = p.post_id join connection on connection.id = p.connection_id
    join attempt on attempt.publication_id = p.id and attempt.item_no = p.item_no and attempt.state in ('sending', 'unknown')`)
}

async function takeDoubts(input: RescueInput): Promise<Doubt[]> {
  const doubts = await input.db.query<Doubt & { wasSending: boolean }>(sql`
    with open as (
      select id, status = 'sending' as was_sending from publication where (status = 'sending' and ${isAbandoned(input)}) or (status = 'unknown' and ${isTime(furthestProbe)})
      order by updated_at limit ${mostAtOnce} for update skip locked),
    taken as (
      update publication set status = 'unknown', worker_id = null, next_action_at = now() + interval '5 seconds', updated_at = now(),
        reason_code = 'outcome_unknown', reason_message = coalesce(reason_message, 'The attempt broke off. Flow looks up whether the post is out before it does anything else.')
      from open where publication.id = open.id returning publication.*, open.was_sending),
    doubted as (
      -- A step of the wait counts at most ten seconds, so that a clock that jumps ahead ends no wait.
      update attempt set state = 'unknown', looked_at = now(),
        waited_ms = waited_ms + least(10000, greatest(0, extract(epoch from now() - coalesce(looked_at, started_at)) * 1000))::int
      from taken where attempt.publication_id = taken.id and attempt.state in ('sending', 'unknown')
      returning attempt.id, attempt.publication_id, attempt.client_key, attempt.waited_ms)
    select doubted.id as attempt_id, doubted.client_key, doubted.waited_ms, p.was_sending, ${taskColumns}
    from taken p join doubted on doubted.publication_id = p.id join post on post.id = p.post_id join connection on connection.id = p.connection_id`)
  tellRescued({ input, from: 'broken-attempt', rescued: doubts.filter(({ wasSending }) => wasSending) })
  await releaseJobs({ engine: input.engine, jobs: doubts })
  return doubts
}
