import type { Schemas } from '@flow/contract/types'
import type { Mode } from '@flow/db'
import type { Capabilities } from '@flow/networks/port'

/** A network as callers see it. */
export function toNetworkResource({ capabilities, mode, isSetUp }: { capabilities: Capabilities; mode: Mode; isSetUp: boolean }): Schemas['Network'] {
  const { network, displayName, auth, modes, credentialFields, text, media, apiVersion, verifiedAgainst } = capabilities
  return {
    id: network,
    name: displayName,
    auth,
    modes: [...modes],
    isConnectable: modes.includes(mode) && (auth === 'token' || (auth === 'oauth' && isSetUp)),
    credentialFields: [...credentialFields],
    limits: { textLength: text.max, mediaCount: media.max },
    abilities: { text: true, images: media.images !== null, videos: media.videos !== null },
    apiVersion,
    verifiedAgainst,
  }
}
