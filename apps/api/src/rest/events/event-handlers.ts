import { listEvents, toEventResource } from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const eventHandlers: OperationsOf<'events'> = {
  listEvents: async ({ ctx, query }) => {
    const { rows, pagination } = await listEvents({ ctx, query: toListQuery(query) })
    return { data: rows.map(toEventResource), pagination }
  },
}
