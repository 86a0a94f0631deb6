import { createPost, deletePost, getPost, listPostPublications, listPosts, preflightPost, retryPost, toPostResource, updatePost } from '@flow/core'
import { z } from 'zod'
import { toListQuery } from '../rest/to-list-query.ts'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'
import { runOnce } from './run-once.ts'

const byId = z.object({ id: z.string() })

export function createPostsRouter(contract: ContractInput) {
  return router({
    list: memberProcedure.input(contract.query('listPosts')).query(async ({ ctx: { as }, input }) => {
      const { rows, pagination } = await listPosts({ ctx: as, query: toListQuery(input) })
      return { data: rows.map(toPostResource), pagination }
    }),
    get: memberProcedure.input(byId).query(async ({ ctx: { as }, input }) => toPostResource(await getPost({ ctx: as, id: input.id }))),
    create: memberProcedure.input(contract.keyedBody('createPost')).mutation(({ ctx: { as, services }, input: { idempotencyKey, ...body } }) =>
      runOnce({
        ctx: as,
        services,
        call: 'posts.create',
        idempotencyKey,
        input: body,
        run: async (ctx) => toPostResource((await createPost({ ctx, body })).post),
      }),
    ),
    // A mutation, so that the whole post travels in a body; it changes nothing.
    preflight: memberProcedure.input(contract.body('preflightPost')).mutation(({ ctx: { as }, input }) => preflightPost({ ctx: as, body: input })),
    update: memberProcedure
      .input(contract.changes('updatePost'))
      .mutation(async ({ ctx: { as }, input }) => toPostResource(await updatePost({ ctx: as, id: input.id, body: input.changes }))),
    retry: memberProcedure
      .input(z.object({ id: z.string(), acceptDuplicateRisk: z.boolean() }))
      .mutation(async ({ ctx: { as }, input: { id, ...body } }) => toPostResource(await retryPost({ ctx: as, id, body }))),
    delete: memberProcedure.input(byId).mutation(async ({ ctx: { as }, input }) => {
      await deletePost({ ctx: as, id: input.id })
      return null
    }),
    publications: memberProcedure.input(byId).query(({ ctx: { as }, input }) => listPostPublications({ ctx: as, id: input.id })),
  })
}
