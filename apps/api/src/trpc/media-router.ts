import { getMedia, toMediaResource, updateMedia } from '@flow/core'
import { z } from 'zod'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'

const byKey = z.object({ key: z.string() })

export function createMediaRouter(contract: ContractInput) {
  return router({
    /** Media with the signed path that shows it: a path alone, since the dashboard serves it at its own origin. */
    get: memberProcedure.input(byKey).query(async ({ ctx: { as, services }, input }) => {
      const media = await getMedia({ ctx: as, key: input.key })
      const { pathname, search } = new URL(services.mediaSigner.sign({ key: media.key, now: services.clock.now() }).url)
      return { ...toMediaResource(media), path: `/media/${pathname.split('/').at(-1)}${search}` }
    }),
    update: memberProcedure
      .input(contract.changes('updateMedia'))
      .mutation(async ({ ctx: { as }, input }) => toMediaResource(await updateMedia({ ctx: as, key: input.id, body: input.changes }))),
  })
}
