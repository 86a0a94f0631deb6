import { listNetworks } from '@flow/core'
import type { HandlerTable } from '../handler-types.ts'

export const networkHandlers: Pick<HandlerTable, 'listNetworks'> = {
  listNetworks: async ({ ctx, services: { connector } }) => ({ data: listNetworks({ ctx, connector }) }),
}
