import { createApiKey, deleteApiKey, listApiKeys, toApiKeyResource } from '@flow/core'
import { z } from 'zod'
import { toListQuery } from '../rest/to-list-query.ts'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'

export function createApiKeysRouter(contract: ContractInput) {
  return router({
    list: memberProcedure.input(contract.query('listApiKeys')).query(async ({ ctx: { as }, input }) => {
      const { rows, pagination } = await listApiKeys({ ctx: as, query: toListQuery(input) })
      return { data: rows.map(toApiKeyResource), pagination }
    }),
    create: memberProcedure.input(contract.body('createApiKey')).mutation(async ({ ctx: { as }, input }) => {
      const { key, apiKey } = await createApiKey({ ctx: as, body: input })
      return { ...toApiKeyResource(key), apiKey }
    }),
    delete: memberProcedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { as, services }, input }) => {
      await deleteApiKey({ ctx: as, id: input.id })
      services.keyCache.forget(input.id)
      return null
    }),
  })
}
