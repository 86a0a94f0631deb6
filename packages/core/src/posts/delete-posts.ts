import type { ItemOutcome } from '../batches/batch.ts'
import { runEach } from '../batches/run-each.ts'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { deletePost } from './delete-post.ts'

/** Deletes queued posts, each by the rules of `deletePost`; answers their ids. */
export async function deletePosts({ ctx, items, isAtomic }: { ctx: Context; items: ItemOutcome<string>[]; isAtomic: boolean }): Promise<ItemOutcome<string>[]> {
  requirePermission(ctx, 'posts:write')
  const run = async (each: Context, id: string) => {
    await deletePost({ ctx: each, id })
    return id
  }
  return runEach({ ctx, items, field: 'postIds', lockKey: (id) => id, isAtomic, run })
}
