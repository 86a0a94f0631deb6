import type { RequestBody } from '@flow/contract/types'
import { sql, type Post } from '@flow/db'
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { toPostResource } from './post-resource.ts'
import { postColumns } from './post-rows.ts'
import { lockMedia, readSchedule, requireSomething } from './post-rules.ts'
import { insertPublications, lockTargets } from './publication-rows.ts'

/** Stores a post and its schedule; without `scheduledFor` it is due at once. */
export async function createPost({ ctx, body }: { ctx: Context; body: RequestBody<'createPost'> }): Promise<Post> {
  requirePermission(ctx, 'posts:write')
  const { channelId, content = null, mediaKeys = [], enableOptimization = false } = body
  requireSomething({ content, mediaKeys })
  const scheduledFor = body.scheduledFor === undefined ? ctx.clock.now() : readSchedule({ ctx, text: body.scheduledFor })

  return ctx.sql.transaction(async (tx) => {
    const targets = await lockTargets({ ctx, tx, channelId })
    await lockMedia({ ctx, tx, mediaKeys })
    const id = newId('post')
    const [post] = await tx.query<Post>(sql`
      insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for, enable_optimization)
      values (${id}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${channelId}, ${content}, ${mediaKeys}, ${scheduledFor}, ${enableOptimization})
      returning ${postColumns}`)
    if (!post) throw new Error('insert into post returned no row')
    await insertPublications({ tx, workspaceId: ctx.workspaceId, postId: id, runAt: scheduledFor, targets })
    await recordChange({ ctx, tx, action: 'createPost', subjectId: id, event: { type: 'post.created', data: { post: toPostResource(post) } } })
    return post
  })
}
