import { sql, type SqlRunner } from '@flow/db'
import type { Published } from '@flow/networks/port'
import { closeAttempt } from './close-attempt.ts'
import { lockPostOf, settlePost } from './settle-post.ts'

/** Records what the network published, and ends the post with its last publication. */
export async function completePublication({
  db,
  publicationId,
  attemptId,
  published,
}: {
  db: SqlRunner
  publicationId: string
  attemptId: string
  published: Published
}): Promise<boolean> {
  return db.transaction(async (tx) => {
    const post = await lockPostOf({ tx, publicationId })
    if (!post || !(await closeAttempt({ tx, attemptId, state: 'succeeded' }))) return false
    await tx.execute(sql`
      update publication set status = 'published', published_at = now(), remote_id = ${published.remoteId}, url = ${published.url}, worker_id = null,
        reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
      where id = ${publicationId}`)
    await settlePost({ tx, postId: post.id })
    return true
  })
}
