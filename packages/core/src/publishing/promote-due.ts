import { sql, type SqlRunner } from '@flow/db'
import type { ExecutionEngine, PublishJob } from './execution-engine.ts'

/**
 * Hands publications that are about to fall due to the engine, in one transaction. Any number of promoters may run.
 * @returns how many were handed over
 */
export async function promoteDue({
  db,
  engine,
  lookAheadMs,
  limit,
}: {
  db: SqlRunner
  engine: ExecutionEngine
  lookAheadMs: number
  limit: number
}): Promise<number> {
  return db.transaction(async (tx) => {
    // The job's id is a function of publication, revision and dispatch number: the engine never sees one twice.
    const jobs = await tx.query<PublishJob>(sql`
      with due as (
        select id from publication where status in ('scheduled', 'retrying') and run_at <= now() + ${lookAheadMs} * interval '1 millisecond'
        order by run_at limit ${limit} for update skip locked)
      update publication p set status = 'dispatching', dispatch_no = p.dispatch_no + 1, worker_id = null, updated_at = now(),
        job_id = md5(p.id || ':' || p.rev || ':' || (p.dispatch_no + 1))::uuid
      from due where p.id = due.id returning p.job_id, p.network, p.id as publication_id, p.run_at`)
    if (jobs.length === 0) return 0
    const taken = await engine.enqueue({ tx, jobs })
    if (taken.length !== jobs.length) throw new Error(`the engine took ${taken.length} of ${jobs.length} jobs`)
    return jobs.length
  })
}
