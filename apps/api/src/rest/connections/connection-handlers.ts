import {
  authorizeConnection,
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  toConnectionResource,
  updateConnection,
  verifyConnection,
} from '@flow/core'
import type { HandlerTable } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

type Operation = 'listConnections' | 'createConnection' | 'authorizeConnection' | 'getConnection' | 'updateConnection' | 'deleteConnection' | 'verifyConnection'

export const connectionHandlers: Pick<HandlerTable, Operation> = {
  listConnections: async ({ ctx, query }) => {
    const { rows, pagination } = await listConnections({ ctx, query: toListQuery(query) })
    return { data: rows.map(toConnectionResource), pagination }
  },
  createConnection: async ({ ctx, services: { connector }, body }) => ({ data: toConnectionResource(await createConnection({ ctx, connector, body })) }),
  authorizeConnection: async ({ ctx, services: { connector }, body }) => {
    const { url, expiresAt } = await authorizeConnection({ ctx, connector, body })
    return { data: { url, expiresAt: expiresAt.toISOString() } }
  },
  getConnection: async ({ ctx, path }) => ({ data: toConnectionResource(await getConnection({ ctx, id: path.id })) }),
  updateConnection: async ({ ctx, services: { connector }, path, body }) => ({
    data: toConnectionResource(await updateConnection({ ctx, connector, id: path.id, body })),
  }),
  deleteConnection: async ({ ctx, path }) => {
    await deleteConnection({ ctx, id: path.id })
    return undefined
  },
  verifyConnection: async ({ ctx, services: { connector }, path }) => ({
    data: toConnectionResource(await verifyConnection({ ctx, connector, id: path.id })),
  }),
}
