import { sql, type SqlRunner } from '@flow/db'
import type { NetworkErrorKind } from '@flow/networks/port'

/** Ends an open attempt. False where another worker has ended it: then the caller's outcome no longer counts. */
export async function closeAttempt({
  tx,
  attemptId,
  state,
  error,
}: {
  tx: SqlRunner
  attemptId: string
  state: 'succeeded' | 'failed'
  error?: { kind: NetworkErrorKind; message: string }
}): Promise<boolean> {
  const changed = await tx.execute(sql`
    update attempt set state = ${state}::attempt_state, finished_at = now(), error_kind = ${error?.kind ?? null}, error_message = ${error?.message ?? null}
    where id = ${attemptId} and state in ('sending', 'unknown')`)
  return changed === 1
}
