import {
  createPost,
  createPosts,
  deletePost,
  deletePosts,
  getPost,
  listPostPublications,
  listPosts,
  preflightPost,
  retryPost,
  toPostResource,
  updatePost,
  updatePosts,
} from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'
import { judgeItems } from '../judge-items.ts'
import { toListQuery } from '../to-list-query.ts'
import { toBatchDeleteResult, toBatchResult } from './batch-representation.ts'

export const postHandlers: OperationsOf<'posts'> = {
  listPosts: async ({ ctx, query }) => {
    const { rows, pagination } = await listPosts({ ctx, query: toListQuery(query) })
    return { data: rows.map(toPostResource), pagination }
  },
  createPost: async ({ ctx, body }) => {
    const { post, findings } = await createPost({ ctx, body })
    return { data: toPostResource(post), findings }
  },
  preflightPost: async ({ ctx, body }) => ({ data: await preflightPost({ ctx, body }) }),
  createPosts: async ({ ctx, services: { validators }, body }) => {
    const items = judgeItems({ id: 'createPosts', items: body.posts, validators })
    const outcomes = await createPosts({ ctx, items, isAtomic: body.atomic ?? false })
    return { data: toBatchResult(outcomes.map((outcome) => ('error' in outcome ? outcome : { value: outcome.value.post }))) }
  },
  updatePosts: async ({ ctx, services: { validators }, body }) => {
    const items = judgeItems({ id: 'updatePosts', items: body.posts, validators })
    return { data: toBatchResult(await updatePosts({ ctx, items, isAtomic: body.atomic ?? false })) }
  },
  deletePosts: async ({ ctx, services: { validators }, body }) => {
    const items = judgeItems({ id: 'deletePosts', items: body.postIds, validators })
    const outcomes = await deletePosts({ ctx, items, isAtomic: body.atomic ?? false })
    return { data: toBatchDeleteResult({ postIds: body.postIds, outcomes }) }
  },
  getPost: async ({ ctx, path }) => ({ data: toPostResource(await getPost({ ctx, id: path.id })) }),
  updatePost: async ({ ctx, path, body }) => ({ data: toPostResource(await updatePost({ ctx, id: path.id, body })) }),
  deletePost: async ({ ctx, path }) => {
    await deletePost({ ctx, id: path.id })
    return undefined
  },
  retryPost: async ({ ctx, path, body }) => ({ data: toPostResource(await retryPost({ ctx, id: path.id, body })) }),
  listPostPublications: async ({ ctx, path }) => {
    return { data: await listPostPublications({ ctx, id: path.id }) }
  },
}
