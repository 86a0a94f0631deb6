import { sql, type TransactionRunner } from '@flow/db'
import type { NetworkErrorKind } from '@flow/networks/port'
import type { Exchange } from './recorded-fetch.ts'

/** Ends an open attempt that failed. False where another worker has ended it: then the caller's outcome no longer counts. */
export async function closeFailedAttempt({
  tx,
  attemptId,
  error,
  exchange,
}: {
  tx: TransactionRunner
  attemptId: string
  error: { kind: NetworkErrorKind; message: string }
  exchange: Exchange | null
}): Promise<boolean> {
  const changed = await tx.execute(sql`
    update attempt set state = 'failed', finished_at = now(), error_kind = ${error.kind}, error_message = ${error.message},
      exchange = coalesce(${exchange === null ? null : JSON.stringify(exchange)}::jsonb, exchange)
    where id = ${attemptId} and state in ('sending', 'unknown')`)
  return changed === 1
}

export async function noteDecision({ tx, attemptId, decision }: { tx: TransactionRunner; attemptId: string; decision: 'retried' | 'blocked' }): Promise<void> {
  await tx.execute(sql`update attempt set decision = ${decision} where id = ${attemptId}`)
}
