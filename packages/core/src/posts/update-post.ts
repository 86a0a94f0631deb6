import type { RequestBody } from '@flow/contract/types'
import { sql, type Post, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { lockTestClock } from '../test-clock/lock-test-clock.ts'
import { inScope } from '../scoping/in-scope.ts'
import { judgeTargets, refuseErrors } from './judge-targets.ts'
import { storedText, toPostResource } from './post-resource.ts'
import { lockPost, postColumns } from './post-rows.ts'
import { lockMedia, readSchedule, requireMedia, requireSomething, requireTargets } from './post-rules.ts'
import { insertPublications, lockTargets, type Target } from './publication-rows.ts'
import { requireQueued } from './require-queued.ts'

/** Changes a queued post. Its publications get a new revision, so that a job made for the old one is stale. */
export async function updatePost({ ctx, id, body }: { ctx: Context; id: string; body: RequestBody<'updatePost'> }): Promise<Post> {
  requirePermission(ctx, 'posts:write')
  const scheduledFor = body.scheduledFor === undefined ? undefined : readSchedule({ ctx, text: body.scheduledFor })

  return ctx.sql.transaction(async (tx) => {
    // The channel before the post, as deleteChannel locks them, so that the two can't wait for each other.
    const targets = body.channelId === undefined ? undefined : await lockNewTargets({ ctx, tx, channelId: body.channelId })
    const before = await lockPost({ ctx, tx, id })
    requireQueued(before)
    const content = body.content === undefined ? before.content : body.content
    const mediaKeys = body.mediaKeys ?? before.mediaKeys
    requireSomething({ content, mediaKeys })
    const media = await lockMedia({ ctx, tx, mediaKeys })
    if (body.mediaKeys) requireMedia({ mediaKeys, media })
    const stored = storedText(before)
    const overrides = body.overrides ?? stored.overrides
    const thread = body.thread ?? stored.thread
    const title = body.title === undefined ? before.title : body.title
    const firstComment = body.firstComment === undefined ? before.firstComment : body.firstComment
    const enableOptimization = body.enableOptimization ?? before.enableOptimization
    const dueAt = scheduledFor ?? before.scheduledFor
    const text = { content, title, firstComment, mediaKeys, overrides, thread, enableOptimization }
    refuseErrors(judgeTargets({ post: text, targets: targets ?? (await currentTargets({ ctx, tx, postId: id })), media, dueAt }))

    const channelId = body.channelId ?? before.channelId
    const runAt = new Date(dueAt.getTime() - (await lockTestClock({ ctx, tx })))
    if (!targets || channelId === before.channelId) await reschedule({ ctx, tx, postId: id, runAt })
    else {
      await tx.execute(sql`delete from publication where post_id = ${id} and workspace_id = ${ctx.workspaceId}`)
      await insertPublications({ tx, workspaceId: ctx.workspaceId, postId: id, runAt, targets })
    }

    const [post] = await tx.query<Post>(sql`
      update post set channel_id = ${channelId}, content = ${content}, title = ${title}, first_comment = ${firstComment}, media_keys = ${mediaKeys}, scheduled_for = ${dueAt},
        overrides = ${JSON.stringify(overrides)}::jsonb, thread = ${JSON.stringify(thread)}::jsonb,
        enable_optimization = ${enableOptimization}, updated_at = now()
      where id = ${id} and ${inScope(ctx)} returning ${postColumns}`)
    if (!post) throw new Error('the locked post is gone')
    await recordChange({ ctx, tx, action: 'updatePost', subjectId: id, event: { type: 'post.updated', data: { post: toPostResource(post) } } })
    return post
  })
}

// Back from `dispatching` too, so that none is left without a job.
async function reschedule({ ctx, tx, postId, runAt }: { ctx: Context; tx: TransactionRunner; postId: string; runAt: Date }): Promise<void> {
  await tx.execute(sql`
    update publication set rev = rev + 1, status = 'scheduled', run_at = ${runAt}, job_id = null, worker_id = null, stalled_at = null,
      reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
    where post_id = ${postId} and workspace_id = ${ctx.workspaceId} and status in ('scheduled', 'dispatching')`)
}

async function lockNewTargets({ ctx, tx, channelId }: { ctx: Context; tx: TransactionRunner; channelId: string }): Promise<readonly Target[]> {
  return requireTargets((await lockTargets({ ctx, tx, channelIds: [channelId] })).get(channelId))
}

async function currentTargets({ ctx, tx, postId }: { ctx: Context; tx: TransactionRunner; postId: string }): Promise<Target[]> {
  return tx.query<Target>(sql`
    select publication.connection_id, publication.network, connection.limits, connection.name, connection.status, connection.expires_at from publication join connection on connection.id = publication.connection_id
    where publication.post_id = ${postId} and publication.workspace_id = ${ctx.workspaceId} and connection.mode = ${ctx.mode}::mode and publication.status <> 'blocked'`)
}
