import type { RequestBody } from '@flow/contract/types'
import { sql, type Post, type Publication, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { toPostResource } from './post-resource.ts'
import { lockPost, postColumns } from './post-rows.ts'
import { insertPublications, lockTargets } from './publication-rows.ts'

/** Sends again what of a blocked post did not get through; what is published stays as it is. */
export async function retryPost({ ctx, id, body }: { ctx: Context; id: string; body: RequestBody<'retryPost'> }): Promise<Post> {
  requirePermission(ctx, 'posts:write')
  return ctx.sql.transaction(async (tx) => {
    const before = await lockPost({ ctx, tx, id })
    if (before.status !== 'blocked') throw notRetryable(before)
    const blocked = await tx.query<Pick<Publication, 'id' | 'reasonCode'>>(
      sql`select id, reason_code from publication where post_id = ${id} and workspace_id = ${ctx.workspaceId} and status = 'blocked' order by id for update`,
    )
    const unknown = blocked.filter(({ reasonCode }) => reasonCode === 'outcome_unknown').length
    if (unknown > 0 && body?.acceptDuplicateRisk !== true) throw outcomeUnknown(unknown)
    const retried = blocked.filter(({ reasonCode }) => reasonCode !== 'connection_deleted').map((publication) => publication.id)
    if (blocked.length > 0 && retried.length === 0) throw connectionsGone(before)
    if (blocked.length === 0) await findTargets({ ctx, tx, post: before })
    await tx.execute(sql`
      update publication set status = 'scheduled', rev = rev + 1, run_at = now(), retried_at = now(), job_id = null, worker_id = null,
        reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
      where id = any(${retried}) and workspace_id = ${ctx.workspaceId}`)
    const [post] = await tx.query<Post>(sql`
      update post set status = ${before.firstIntentAt ? 'flowing' : 'queued'}::post_status, settled_at = null, reason_code = null, reason_message = null, updated_at = now()
      where id = ${id} and ${inScope(ctx)} returning ${postColumns}`)
    if (!post) throw new Error('the locked post is gone')
    await recordChange({ ctx, tx, action: 'retryPost', subjectId: id, event: { type: 'post.updated', data: { post: toPostResource(post) } } })
    return post
  })
}

/** For a post that had nothing to publish to when it fell due. */
async function findTargets({ ctx, tx, post }: { ctx: Context; tx: TransactionRunner; post: Post }): Promise<void> {
  const targets = (await lockTargets({ ctx, tx, channelIds: [post.channelId] })).get(post.channelId) ?? []
  if (targets.length === 0) {
    throw new DomainError({
      code: 'POST_NOT_RETRYABLE',
      message: 'The channel of this post still has nothing to publish to. Switch its feed on or add a connection first.',
      details: [{ field: 'channelId', message: 'has no connection to publish to' }],
    })
  }
  await insertPublications({ tx, workspaceId: ctx.workspaceId, postId: post.id, runAt: new Date(), targets })
}

function notRetryable({ status }: Post): DomainError {
  const told =
    status === 'done'
      ? 'This post is done; there is nothing to retry.'
      : `This post is ${status}; Flow is still at it, and tries again by itself where that helps.`
  return new DomainError({ code: 'POST_NOT_RETRYABLE', message: told, details: [{ field: 'status', message: `is ${status}, not blocked` }] })
}

function connectionsGone({ status }: Post): DomainError {
  return new DomainError({
    code: 'POST_NOT_RETRYABLE',
    message: 'The connections that this post could not be sent on are deleted. Connect the account again, add it to the channel, and create a new post.',
    details: [{ field: 'status', message: `is ${status}, and what is left of it has no connection` }],
  })
}

function outcomeUnknown(count: number): DomainError {
  return new DomainError({
    code: 'OUTCOME_UNKNOWN',
    message: `Whether ${count === 1 ? '1 publication is' : `${count} publications are`} out could not be found out. Look at the account itself; if it is not there, repeat with acceptDuplicateRisk.`,
    details: [{ field: 'acceptDuplicateRisk', message: 'must be true to send again what may be out already' }],
  })
}
