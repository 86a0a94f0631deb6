import { sql, type Post, type SqlRunner } from '@flow/db'
import type { NetworkError, NetworkErrorKind } from '@flow/networks/port'
import { expireConnection, faultConnection, type UsedCredentials } from '../connections/connection-health.ts'
import { toPostResource } from '../posts/post-resource.ts'
import { recordEvent } from '../recording/record-change.ts'
import { closeAttempt } from './close-attempt.ts'
import { nextDelayMs, type RetryPolicy } from './retry-policy.ts'
import { lockPostOf, settlePost } from './settle-post.ts'

const retried: ReadonlySet<NetworkErrorKind> = new Set(['rate_limited', 'unavailable'])

/** Records a clean failure: nothing was published. What may pass is retried until the policy gives up; the rest is blocked. */
export async function failPublication({
  db,
  policy,
  publicationId,
  attemptId,
  attemptNo,
  used,
  error,
}: {
  db: SqlRunner
  policy: RetryPolicy
  publicationId: string
  attemptId: string
  attemptNo: number
  /** The credentials the attempt was made with; absent on a built-in connection. */
  used?: UsedCredentials | undefined
  error: NetworkError
}): Promise<void> {
  await db.transaction(async (tx) => {
    const post = await lockPostOf({ tx, publicationId })
    if (!post || !(await closeAttempt({ tx, attemptId, state: 'failed', error }))) return
    if (used && error.kind === 'credentials_expired') await expireConnection({ tx, used, error })
    if (used && error.kind === 'permission_missing') await faultConnection({ tx, used, error })
    const delayMs = retried.has(error.kind) ? nextDelayMs({ policy, attemptNo, retryAfterMs: error.retryAfterMs }) : undefined
    const isRetried = delayMs !== undefined && (await retry({ tx, policy, publicationId, post, delayMs, error }))
    if (!isRetried) await block({ tx, publicationId, post, error, isGivenUp: delayMs !== undefined })
  })
}

async function retry({
  tx,
  policy,
  publicationId,
  post,
  delayMs,
  error,
}: {
  tx: SqlRunner
  policy: RetryPolicy
  publicationId: string
  post: Post
  delayMs: number
  error: NetworkError
}): Promise<boolean> {
  const changed = await tx.execute(sql`
    update publication set status = 'retrying', run_at = now() + ${delayMs} * interval '1 millisecond', next_action_at = now() + ${delayMs} * interval '1 millisecond',
      worker_id = null, job_id = null, reason_code = ${error.kind}, reason_message = ${error.message}, updated_at = now()
    where id = ${publicationId} and now() + ${delayMs} * interval '1 millisecond' <= greatest(${post.scheduledFor}::timestamptz, retried_at) + ${policy.giveUpAfterMs} * interval '1 millisecond'`)
  if (changed === 0) return false
  const { workspaceId, mode, id } = post
  const data = { post: toPostResource(post), publicationId, reason: { code: error.kind, message: error.message } }
  await recordEvent({ tx, workspaceId, mode, type: 'post.failed', subjectId: id, data })
  return true
}

async function block({
  tx,
  publicationId,
  post,
  error,
  isGivenUp,
}: {
  tx: SqlRunner
  publicationId: string
  post: Post
  error: NetworkError
  isGivenUp: boolean
}): Promise<void> {
  const message = isGivenUp ? `${error.message} Flow tried again until the time for it was up.` : error.message
  await tx.execute(sql`
    update publication set status = 'blocked', worker_id = null, reason_code = ${error.kind}, reason_message = ${message}, next_action_at = null, updated_at = now()
    where id = ${publicationId}`)
  await settlePost({ tx, postId: post.id })
}
