import { sql, type SqlRunner } from '@flow/db'
import type { Exchange } from './recorded-fetch.ts'

/**
 * Records that nobody knows whether the submit had its effect. It is looked up, never blindly repeated.
 * @returns whether it counted; if not, another worker has ended the attempt
 */
export async function doubtPublication({
  db,
  publicationId,
  attemptId,
  message,
  probeInMs,
  exchange = null,
}: {
  db: SqlRunner
  publicationId: string
  attemptId: string
  message: string
  probeInMs: number
  exchange?: Exchange | null
}): Promise<boolean> {
  return db.transaction(async (tx) => {
    const changed = await tx.execute(sql`
      update attempt set state = 'unknown', error_kind = 'outcome_unknown', error_message = ${message}, exchange = coalesce(${exchange === null ? null : JSON.stringify(exchange)}::jsonb, exchange)
      where id = ${attemptId} and state in ('sending', 'unknown')`)
    if (changed === 0) return false
    await tx.execute(sql`
      update publication set status = 'unknown', worker_id = null, check_handle = null, reason_code = 'outcome_unknown', reason_message = ${message},
        next_action_at = now() + ${probeInMs} * interval '1 millisecond', updated_at = now()
      where id = ${publicationId}`)
    return true
  })
}
