import type { Schemas } from '@flow/contract/types'
import type { Mode } from '@flow/db'
import type { Capabilities } from '@flow/networks/port'
import { toLimitsResource } from './limits-resource.ts'
import { toOptionResource } from './option-resource.ts'

/** A network as callers see it. */
export function toNetworkResource({ capabilities, mode, isSetUp }: { capabilities: Capabilities; mode: Mode; isSetUp: boolean }): Schemas['Network'] {
  const { network, displayName, auth, modes, credentialFields, options, media, apiVersion, verifiedAgainst } = capabilities
  return {
    id: network,
    name: displayName,
    auth,
    modes: [...modes],
    isConnectable: modes.includes(mode) && (auth === 'token' || (auth === 'oauth' && isSetUp)),
    credentialFields: [...credentialFields],
    options: options.map(toOptionResource),
    limits: toLimitsResource(capabilities),
    abilities: { text: true, images: media.images !== null, videos: media.videos !== null },
    apiVersion,
    verifiedAgainst,
  }
}
