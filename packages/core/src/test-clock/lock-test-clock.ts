import { sql, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'

/**
 * How far the clock of the caller's mode is ahead of the real one, in milliseconds: none for live.
 * It stands still until the transaction ends, so that what is scheduled by it is moved with it later.
 */
export async function lockTestClock({ ctx, tx }: { ctx: Context; tx: TransactionRunner }): Promise<number> {
  if (ctx.mode === 'live') return 0
  const [row] = await tx.query<{ ms: string }>(sql`select test_clock_ms as ms from workspace where id = ${ctx.workspaceId} for share`)
  return Number(row?.ms ?? 0)
}
