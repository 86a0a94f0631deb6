import { sql, type SqlRunner } from '@flow/db'
import type { Processing } from '@flow/networks/port'

/** As long as any network's window; what it asks beyond is cut, so that a time further off can only be of a clock that was set back. */
export const longestPauseMs = 15 * 60_000

/**
 * Records that the network took the item and is at work on it; it is asked again at its time, and the attempt stays open.
 * @returns whether it counted; if not, another worker has ended the attempt
 */
export async function awaitProcessing({
  db,
  publicationId,
  attemptId,
  processing,
  displayName,
}: {
  db: SqlRunner
  publicationId: string
  attemptId: string
  processing: Processing
  displayName: string
}): Promise<boolean> {
  const { handle, checkInMs } = processing
  const changed = await db.execute(sql`
    with opened as (update attempt set step = 'check' where id = ${attemptId} and state in ('sending', 'unknown') returning publication_id)
    update publication set status = 'sending', worker_id = null, check_handle = ${handle}, next_action_at = now() + ${Math.min(checkInMs, longestPauseMs)} * interval '1 millisecond', updated_at = now(),
      reason_code = 'processing', reason_message = ${`${displayName} took the post and is still at work on it; Flow asks again.`}
    from opened where publication.id = opened.publication_id and publication.id = ${publicationId}`)
  return changed === 1
}
