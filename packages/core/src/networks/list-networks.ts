import type { Schemas } from '@flow/contract/types'
import type { Connector } from '../connections/connector.ts'
import type { Context } from '../context.ts'
import { toNetworkResource } from './network-resource.ts'

/** Every network of this Flow, by name. Any caller may know them. */
export function listNetworks({ ctx, connector }: { ctx: Context; connector: Connector }): Schemas['Network'][] {
  const adapters = [...connector.networks.values()].sort((one, other) => (one.capabilities.displayName < other.capabilities.displayName ? -1 : 1))
  return adapters.map((adapter) => toNetworkResource({ adapter, connector, mode: ctx.mode, publicUrl: ctx.publicUrl }))
}
