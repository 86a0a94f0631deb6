import { raw, sql, type Post, type PublicationStatus, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'

export const postColumns = raw(
  'id, workspace_id, mode, channel_id, status, content, title, first_comment, media_keys, scheduled_for, overrides, thread, enable_optimization, reason_code, reason_message, first_intent_at, settled_at, created_at, updated_at',
)

export const publicationColumns = raw(
  'id, workspace_id, post_id, connection_id, network, status, run_at, rev, dispatch_no, job_id, worker_id, attempt_count, reason_code, reason_message, next_action_at, item_no, items, warnings, remote_id, url, published_at, created_at, updated_at',
)

/** States in which nothing of a publication was ever sent. */
export const unsentStatuses = ['scheduled', 'dispatching'] as const satisfies readonly PublicationStatus[]

/** Takes the lock that an intent takes too: whoever holds it decides whether the post is still queued. */
export async function lockPost({ ctx, tx, id }: { ctx: Context; tx: TransactionRunner; id: string }): Promise<Post> {
  const [post] = await tx.query<Post>(sql`
    select ${postColumns} from post where id = ${id} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode for update`)
  if (!post) throw notFound('POST_NOT_FOUND')
  return post
}
