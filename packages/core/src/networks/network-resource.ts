import type { Schemas } from '@flow/contract/types'
import type { Mode } from '@flow/db'
import type { NetworkAdapter } from '@flow/networks/port'
import type { Connector } from '../connections/connector.ts'
import { connectWays } from './connect-ways.ts'
import { toLimitsResource } from './limits-resource.ts'
import { toOptionResource } from './option-resource.ts'

/** A network as callers see it. */
export function toNetworkResource({
  adapter,
  connector,
  mode,
  publicUrl,
}: {
  adapter: NetworkAdapter
  connector: Pick<Connector, 'oauth'>
  mode: Mode
  publicUrl: string
}): Schemas['Network'] {
  const { capabilities } = adapter
  const { network, displayName, auth, modes, credentialFields, options, media, apiVersion, verifiedAgainst } = capabilities
  const connect = connectWays({ adapter, connector, publicUrl })
  return {
    id: network,
    name: displayName,
    auth,
    modes: [...modes],
    isConnectable: modes.includes(mode) && connect.some(({ isConfigured }) => isConfigured),
    connect,
    credentialFields: [...credentialFields],
    options: options.map(toOptionResource),
    limits: toLimitsResource(capabilities),
    abilities: { text: true, images: media.images !== null, videos: media.videos !== null },
    apiVersion,
    verifiedAgainst,
  }
}
