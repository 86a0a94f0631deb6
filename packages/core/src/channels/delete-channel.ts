import { sql, type Post } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { postColumns } from '../posts/post-rows.ts'
import { toPostResource } from '../posts/post-resource.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { toChannelResource } from './channel-resource.ts'
import { lockChannel } from './channel-rows.ts'

/** Deletes a channel and its queued posts, an event each; flowing posts finish and ended ones stay readable. */
export async function deleteChannel({ ctx, id }: { ctx: Context; id: string }): Promise<void> {
  requirePermission(ctx, 'channels:write')
  await ctx.sql.transaction(async (tx) => {
    const channel = await lockChannel({ ctx, tx, id })
    const queued = await tx.query<Post>(
      sql`select ${postColumns} from post where channel_id = ${id} and ${inScope(ctx)} and status = 'queued' order by id for update`,
    )
    await tx.execute(sql`delete from post where id = any(${queued.map((post) => post.id)}) and ${inScope(ctx)}`)
    for (const post of queued) {
      await recordChange({ ctx, tx, action: 'deleteChannel', subjectId: post.id, event: { type: 'post.deleted', data: { post: toPostResource(post) } } })
    }
    await tx.execute(sql`update channel set deleted_at = now(), updated_at = now() where id = ${id} and ${inScope(ctx)}`)
    await tx.execute(sql`update connection set deleted_at = now(), updated_at = now() where built_in_channel_id = ${id} and ${inScope(ctx)}`)
    const data = { channel: toChannelResource({ channel, publicUrl: ctx.publicUrl }) }
    await recordChange({ ctx, tx, action: 'deleteChannel', subjectId: id, event: { type: 'channel.deleted', data } })
  })
}
