import { createChannel, deleteChannel, getChannel, listChannels, toChannelResource, updateChannel } from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const channelHandlers: OperationsOf<'channels'> = {
  listChannels: async ({ ctx, query }) => {
    const { rows, pagination } = await listChannels({ ctx, query: toListQuery(query) })
    return { data: rows.map((channel) => toChannelResource({ channel, publicUrl: ctx.publicUrl })), pagination }
  },
  createChannel: async ({ ctx, body }) => ({ data: toChannelResource({ channel: await createChannel({ ctx, body }), publicUrl: ctx.publicUrl }) }),
  getChannel: async ({ ctx, path }) => ({ data: toChannelResource({ channel: await getChannel({ ctx, id: path.id }), publicUrl: ctx.publicUrl }) }),
  updateChannel: async ({ ctx, path, body }) => ({
    data: toChannelResource({ channel: await updateChannel({ ctx, id: path.id, body }), publicUrl: ctx.publicUrl }),
  }),
  deleteChannel: async ({ ctx, path }) => {
    await deleteChannel({ ctx, id: path.id })
    return undefined
  },
}
