import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { toPostResource } from './post-resource.ts'
import { lockPost } from './post-rows.ts'
import { requireQueued } from './require-queued.ts'

/** Deletes a queued post with its publications; a job that was made for it finds nothing and drops. */
export async function deletePost({ ctx, id }: { ctx: Context; id: string }): Promise<void> {
  requirePermission(ctx, 'posts:write')
  await ctx.sql.transaction(async (tx) => {
    const post = await lockPost({ ctx, tx, id })
    requireQueued(post)
    await tx.execute(sql`delete from post where id = ${id} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'deletePost', subjectId: id, event: { type: 'post.deleted', data: { post: toPostResource(post) } } })
  })
}
