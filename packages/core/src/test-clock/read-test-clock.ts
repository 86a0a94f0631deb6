import { sql, type Mode, type SqlRunner } from '@flow/db'

/** How far the clock of a workspace's mode is ahead of the real one, in milliseconds. */
export async function readTestClock({ db, workspaceId, mode }: { db: SqlRunner; workspaceId: string; mode: Mode }): Promise<number> {
  if (mode === 'live') return 0
  const [row] = await db.query<{ ms: string }>(sql`select test_clock_ms as ms from workspace where id = ${workspaceId}`)
  return Number(row?.ms ?? 0)
}
