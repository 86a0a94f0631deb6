import { sql, type SqlRunner } from '@flow/db'
import type { PublicationSubject } from '../story/story.ts'

export type FetchedJob = { jobId: string; publicationId: string }

export type Claim = { publicationId: string; jobId: string; postId: string; connectionId: string; rev: number; dueInMs: number }

/** Puts the worker's name on the publications of jobs it fetched, and answers them in the order they are due. A stale job has none and is left out. */
export async function claimJobs({ db, workerId, jobs }: { db: SqlRunner; workerId: string; jobs: readonly FetchedJob[] }): Promise<Claim[]> {
  const publicationIds = jobs.map(({ publicationId }) => publicationId)
  const jobIds = jobs.map(({ jobId }) => jobId)
  // The status as text: so PostgreSQL goes by the ids.
  return db.query<Claim>(sql`
    with claimed as (
      update publication set worker_id = ${workerId}, updated_at = now()
      where id = any(${publicationIds}) and job_id = any(${jobIds}::uuid[]) and status::text = 'dispatching' returning id, job_id, post_id, connection_id, rev, run_at)
    select id as publication_id, job_id, post_id, connection_id, rev, greatest(0, ceil(extract(epoch from run_at - clock_timestamp()) * 1000))::int as due_in_ms
    from claimed order by run_at`)
}

/** Hands claims back that were not started; another worker takes them, and no attempt is used up. */
export async function returnClaims({ db, workerId, jobIds }: { db: SqlRunner; workerId: string; jobIds: string[] }): Promise<PublicationSubject[]> {
  return db.query<PublicationSubject>(sql`
    update publication set status = 'scheduled', worker_id = null, job_id = null, updated_at = now()
    where job_id = any(${jobIds}::uuid[]) and worker_id = ${workerId} and status = 'dispatching'
    returning workspace_id, post_id, id as publication_id, connection_id, network`)
}
