import { isFailed } from '../batches/batch.ts'
import type { Context } from '../context.ts'
import { createPosts, type CreatedPost, type NewPost } from './create-posts.ts'

/** Stores a post and its schedule; without `scheduledFor` it is due at once. */
export async function createPost({ ctx, body }: { ctx: Context; body: NewPost }): Promise<CreatedPost> {
  const [outcome] = await createPosts({ ctx, items: [{ value: body }], isAtomic: false })
  if (!outcome) throw new Error('createPosts answered nothing for its one item')
  if (isFailed(outcome)) throw outcome.error
  return outcome.value
}
