import { createPost, deletePost, getPost, listPostPublications, listPosts, toPostResource, toPublicationResource, updatePost } from '@flow/core'
import type { HandlerTable } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const postHandlers: Pick<HandlerTable, 'listPosts' | 'createPost' | 'getPost' | 'updatePost' | 'deletePost' | 'listPostPublications'> = {
  listPosts: async ({ ctx, query }) => {
    const { rows, pagination } = await listPosts({ ctx, query: toListQuery(query) })
    return { data: rows.map(toPostResource), pagination }
  },
  createPost: async ({ ctx, body }) => ({ data: toPostResource(await createPost({ ctx, body })) }),
  getPost: async ({ ctx, path }) => ({ data: toPostResource(await getPost({ ctx, id: path.id })) }),
  updatePost: async ({ ctx, path, body }) => ({ data: toPostResource(await updatePost({ ctx, id: path.id, body })) }),
  deletePost: async ({ ctx, path }) => {
    await deletePost({ ctx, id: path.id })
    return undefined
  },
  listPostPublications: async ({ ctx, path }) => {
    const { post, publications } = await listPostPublications({ ctx, id: path.id })
    return { data: publications.map((publication) => toPublicationResource({ publication, scheduledFor: post.scheduledFor })) }
  },
}
