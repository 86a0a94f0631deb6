import {
  authorizeConnection,
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  listNetworks,
  toConnectionResource,
  updateConnection,
  verifyConnection,
} from '@flow/core'
import { z } from 'zod'
import { toListQuery } from '../rest/to-list-query.ts'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'

const byId = z.object({ id: z.string() })

export function createConnectionsRouter(contract: ContractInput) {
  return router({
    networks: memberProcedure.query(({ ctx: { as, services } }) => listNetworks({ ctx: as, connector: services.connector })),
    list: memberProcedure.input(contract.query('listConnections')).query(async ({ ctx: { as }, input }) => {
      const { rows, pagination } = await listConnections({ ctx: as, query: toListQuery(input) })
      return { data: rows.map(toConnectionResource), pagination }
    }),
    get: memberProcedure.input(byId).query(async ({ ctx: { as }, input }) => toConnectionResource(await getConnection({ ctx: as, id: input.id }))),
    create: memberProcedure
      .input(contract.body('createConnection'))
      .mutation(async ({ ctx: { as, services }, input }) =>
        toConnectionResource(await createConnection({ ctx: as, connector: services.connector, body: input })),
      ),
    authorize: memberProcedure.input(contract.body('authorizeConnection')).mutation(async ({ ctx: { as, services }, input }) => {
      const { url, expiresAt } = await authorizeConnection({ ctx: as, connector: services.connector, body: input })
      return { url, expiresAt: expiresAt.toISOString() }
    }),
    update: memberProcedure
      .input(contract.changes('updateConnection'))
      .mutation(async ({ ctx: { as, services }, input }) =>
        toConnectionResource(await updateConnection({ ctx: as, connector: services.connector, id: input.id, body: input.changes })),
      ),
    verify: memberProcedure
      .input(byId)
      .mutation(async ({ ctx: { as, services }, input }) =>
        toConnectionResource(await verifyConnection({ ctx: as, connector: services.connector, id: input.id })),
      ),
    delete: memberProcedure.input(byId).mutation(async ({ ctx: { as }, input }) => {
      await deleteConnection({ ctx: as, id: input.id })
      return null
    }),
  })
}
