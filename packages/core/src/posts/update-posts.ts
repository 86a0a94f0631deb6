import type { RequestBody } from '@flow/contract/types'
import type { Post } from '@flow/db'
import type { ItemOutcome } from '../batches/batch.ts'
import { runEach } from '../batches/run-each.ts'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { updatePost } from './update-post.ts'

export type PostChange = RequestBody<'updatePosts'>['posts'][number]

/** Changes queued posts, each by the rules of `updatePost`. */
export async function updatePosts({
  ctx,
  items,
  isAtomic,
}: {
  ctx: Context
  items: ItemOutcome<PostChange>[]
  isAtomic: boolean
}): Promise<ItemOutcome<Post>[]> {
  requirePermission(ctx, 'posts:write')
  return runEach({ ctx, items, field: 'posts', lockKey: (item) => item.id, isAtomic, run: (each, { id, ...body }) => updatePost({ ctx: each, id, body }) })
}
