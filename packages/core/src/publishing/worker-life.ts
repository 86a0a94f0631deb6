import { raw, sql, type SqlRunner } from '@flow/db'

const deadAfterSeconds = 10

/** SQL that holds for workers known to be alive. */
export const isAlive = raw(`stopped_at is null and heartbeat_at > now() - interval '${deadAfterSeconds} seconds'`)

export async function beat({ db, workerId }: { db: SqlRunner; workerId: string }): Promise<void> {
  await db.execute(sql`insert into worker (id) values (${workerId}) on conflict (id) do update set heartbeat_at = now()`)
}

/** Says goodbye, so that nobody waits for this worker, and forgets those that ended over an hour ago. */
export async function signOff({ db, workerId }: { db: SqlRunner; workerId: string }): Promise<void> {
  await db.execute(sql`update worker set stopped_at = now() where id = ${workerId}`)
  await db.execute(sql`delete from worker where heartbeat_at < now() - interval '1 hour'`)
}

/** Whether any worker was seen lately. */
export async function hasLiveWorker(db: SqlRunner): Promise<boolean> {
  return (await db.query(sql`select 1 from worker where ${isAlive} limit 1`)).length > 0
}
