import { sql, type Post, type SqlRunner, type TransactionRunner } from '@flow/db'
import type { NetworkError, NetworkErrorKind } from '@flow/networks/port'
import { expireConnection, faultConnection, type UsedCredentials } from '../connections/connection-health.ts'
import { toPostResource } from '../posts/post-resource.ts'
import { recordEvent } from '../recording/record-change.ts'
import type { AttemptEnd, Tell } from '../story/story.ts'
import { subjectOf } from '../story/subject-of.ts'
import { closeFailedAttempt, noteDecision } from './close-attempt.ts'
import { testClock } from '../test-clock/test-clock.ts'
import type { PublishTask } from './publish-task.ts'
import type { Exchange } from './recorded-fetch.ts'
import { nextDelayMs, type RetryPolicy } from './retry-policy.ts'
import { lockPostOf, settlePost, tellSettled, type SettledPost } from './settle-post.ts'

const retried: ReadonlySet<NetworkErrorKind> = new Set(['rate_limited', 'unavailable'])

export type Failure = {
  db: SqlRunner
  policy: RetryPolicy
  tell: Tell
  task: Pick<PublishTask, 'workspaceId' | 'postId' | 'publicationId' | 'attemptId' | 'itemNo' | 'items' | 'isBuiltIn' | 'connectionId' | 'network'>
  /** The credentials the attempt was made with; absent on a built-in connection. */
  used?: UsedCredentials | undefined
  exchange?: Exchange | null
  error: NetworkError
}

/** Records a clean failure: nothing was published. What may pass is retried until the policy gives up; the rest is blocked. */
export async function failPublication({ db, policy, tell, task, used, exchange = null, error }: Failure): Promise<void> {
  const { publicationId, attemptId, itemNo } = task
  const { end, settled } = await db.transaction(async (tx): Promise<{ end: AttemptEnd; settled: SettledPost[] }> => {
    const post = await lockPostOf({ tx, publicationId })
    if (!post || !(await closeFailedAttempt({ tx, attemptId, error, exchange }))) return { end: { outcome: 'superseded' }, settled: [] }
    if (used && error.kind === 'credentials_expired') await expireConnection({ tx, used, error })
    if (used && error.kind === 'permission_missing') await faultConnection({ tx, used, error })
    const delayMs = retried.has(error.kind) ? await findDelay({ tx, policy, task, error }) : undefined
    if (error.kind === 'rate_limited' && delayMs !== undefined && !task.isBuiltIn) await pauseAccount({ tx, connectionId: task.connectionId, delayMs })
    const nextActionAt = delayMs === undefined ? undefined : await retry({ tx, policy, publicationId, post, delayMs, error })
    await noteDecision({ tx, attemptId, decision: nextActionAt ? 'retried' : 'blocked' })
    const told = { errorKind: error.kind, message: error.message }
    if (nextActionAt) return { end: { outcome: 'retried', ...told, nextActionAt }, settled: [] }
    return { end: { outcome: 'blocked', ...told }, settled: await block({ tx, task, post, error, isGivenUp: delayMs !== undefined }) }
  })
  tell({ kind: 'attempt-ended', attemptId, itemNo, ...end, ...subjectOf(task) })
  tellSettled({ tell, settled })
}

/** Only failures without a time of the network's own lengthen the pause. */
async function findDelay({
  tx,
  policy,
  task,
  error,
}: {
  tx: TransactionRunner
  policy: RetryPolicy
  task: Failure['task']
  error: NetworkError
}): Promise<number> {
  if (error.retryAfterMs !== undefined) return nextDelayMs({ policy, attemptNo: 1, retryAfterMs: error.retryAfterMs })
  const [counted] = await tx.query<{ failures: number }>(sql`
    select count(*)::int as failures from attempt join publication p on p.id = publication_id
    where publication_id = ${task.publicationId} and attempt.item_no = ${task.itemNo} and error_kind = 'unavailable' and (p.retried_at is null or started_at >= p.retried_at)`)
  return nextDelayMs({ policy, attemptNo: counted?.failures ?? 1, retryAfterMs: undefined })
}

/** The network's own word holds for all that waits on the account. */
async function pauseAccount({ tx, connectionId, delayMs }: { tx: TransactionRunner; connectionId: string; delayMs: number }): Promise<void> {
  await tx.execute(sql`
    update connection set paused_until = greatest(paused_until, now() + ${delayMs} * interval '1 millisecond') where id = ${connectionId}`)
}

async function retry({
  tx,
  policy,
  publicationId,
  post,
  delayMs,
  error,
}: {
  tx: TransactionRunner
  policy: RetryPolicy
  publicationId: string
  post: Post
  delayMs: number
  error: NetworkError
}): Promise<Date | undefined> {
  const [row] = await tx.query<{ nextActionAt: Date }>(sql`
    update publication set status = 'retrying', run_at = now() + ${delayMs} * interval '1 millisecond', next_action_at = now() + ${delayMs} * interval '1 millisecond',
      worker_id = null, job_id = null, check_handle = null, reason_code = ${error.kind}, reason_message = ${error.message}, updated_at = now()
    where id = ${publicationId} and now() + ${delayMs} * interval '1 millisecond' <= ${policy.giveUpAfterMs} * interval '1 millisecond' + greatest(retried_at,
      (select scheduled_for - ${testClock} from post join workspace on workspace.id = post.workspace_id where post.id = ${post.id}))
    returning next_action_at`)
  if (!row) return undefined
  const { workspaceId, mode, id } = post
  const data = { post: toPostResource(post), publicationId, reason: { code: error.kind, message: error.message, nextActionAt: row.nextActionAt.toISOString() } }
  await recordEvent({ tx, workspaceId, mode, type: 'post.failed', subjectId: id, data })
  return row.nextActionAt
}

async function block({
  tx,
  task,
  post,
  error,
  isGivenUp,
}: {
  tx: TransactionRunner
  task: Failure['task']
  post: Post
  error: NetworkError
  isGivenUp: boolean
}): Promise<SettledPost[]> {
  const said = isGivenUp ? `${error.message} Flow tried again until the time for it was up.` : error.message
  const count = task.items?.length ?? 1
  const message = task.itemNo === 0 ? said : `Item ${task.itemNo + 1} of ${count} did not get through; those before it are out. ${said}`
  await tx.execute(sql`
    update publication set status = 'blocked', worker_id = null, check_handle = null, reason_code = ${error.kind}, reason_message = ${message}, next_action_at = null, updated_at = now()
    where id = ${task.publicationId}`)
  return settlePost({ tx, postId: post.id })
}
