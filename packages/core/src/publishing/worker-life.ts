import { raw, sql, type SqlRunner } from '@flow/db'

const deadAfterMs = 10_000

export async function beat({ db, workerId }: { db: SqlRunner; workerId: string }): Promise<void> {
  await db.execute(sql`insert into worker (id) values (${workerId}) on conflict (id) do update set heartbeat_at = now(), beat_no = worker.beat_no + 1`)
}

/** Says goodbye, so that nobody waits for this worker, and forgets those that ended over a day ago. */
export async function signOff({ db, workerId }: { db: SqlRunner; workerId: string }): Promise<void> {
  await db.execute(sql`update worker set stopped_at = now() where id = ${workerId}`)
  await db.execute(sql`delete from worker where heartbeat_at < now() - interval '1 day'`)
}

const isAlive = raw(`stopped_at is null and heartbeat_at > now() - interval '${deadAfterMs / 1_000} seconds'`)

/** Whether any worker was seen lately. */
export async function hasLiveWorker(db: SqlRunner): Promise<boolean> {
  return (await db.query(sql`select 1 from worker where ${isAlive} limit 1`)).length > 0
}

/** How many workers were seen lately. */
export async function countLiveWorkers(db: SqlRunner): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql`select count(*)::int as count from worker where ${isAlive}`)
  return row?.count ?? 0
}

/**
 * Watches the others' heartbeats by this process's own monotonic clock: one whose count stands still is dead, whatever the database's clock does meanwhile.
 * @returns a function that looks and answers who is dead
 */
export function watchWorkers({ db, now = () => performance.now() }: { db: SqlRunner; now?: () => number }): () => Promise<string[]> {
  const seen = new Map<string, { beatNo: number; at: number }>()
  return async () => {
    const workers = await db.query<{ id: string; beatNo: number }>(sql`select id, beat_no from worker where stopped_at is null`)
    const at = now()
    for (const { id, beatNo } of workers) if (seen.get(id)?.beatNo !== beatNo) seen.set(id, { beatNo, at })
    const running = new Set(workers.map(({ id }) => id))
    for (const id of seen.keys()) if (!running.has(id)) seen.delete(id)
    return [...seen].flatMap(([id, last]) => (at - last.at >= deadAfterMs ? [id] : []))
  }
}
