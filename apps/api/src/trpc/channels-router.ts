import { createChannel, deleteChannel, getChannel, listChannels, toChannelResource, updateChannel } from '@flow/core'
import { z } from 'zod'
import { toListQuery } from '../rest/to-list-query.ts'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'

const byId = z.object({ id: z.string() })

export function createChannelsRouter(contract: ContractInput) {
  return router({
    list: memberProcedure.input(contract.query('listChannels')).query(async ({ ctx: { as }, input }) => {
      const { rows, pagination } = await listChannels({ ctx: as, query: toListQuery(input) })
      return { data: rows.map((channel) => toChannelResource({ channel, publicUrl: as.publicUrl })), pagination }
    }),
    get: memberProcedure
      .input(byId)
      .query(async ({ ctx: { as }, input }) => toChannelResource({ channel: await getChannel({ ctx: as, id: input.id }), publicUrl: as.publicUrl })),
    create: memberProcedure
      .input(contract.body('createChannel'))
      .mutation(async ({ ctx: { as }, input }) => toChannelResource({ channel: await createChannel({ ctx: as, body: input }), publicUrl: as.publicUrl })),
    update: memberProcedure.input(contract.changes('updateChannel')).mutation(async ({ ctx: { as }, input }) => {
      const channel = await updateChannel({ ctx: as, id: input.id, body: input.changes })
      return toChannelResource({ channel, publicUrl: as.publicUrl })
    }),
    delete: memberProcedure.input(byId).mutation(async ({ ctx: { as }, input }) => {
      await deleteChannel({ ctx: as, id: input.id })
      return null
    }),
  })
}
