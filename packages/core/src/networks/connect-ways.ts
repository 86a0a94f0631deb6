import type { Schemas } from '@flow/contract/types'
import type { Connector } from '../connections/connector.ts'
import { oauthFieldsOf } from '../connections/oauth-fields.ts'
import { callbackUrl } from '../connections/oauth-state.ts'
import type { NetworkAdapter } from '@flow/networks/port'

type Way = Schemas['NetworkConnectWay']
type Input = { adapter: NetworkAdapter; connector: Pick<Connector, 'oauth'>; publicUrl: string }

/** Every way to connect an account, the usual one first. */
export function connectWays({ adapter, connector, publicUrl }: Input): Way[] {
  const { auth, credentialFields } = adapter.capabilities
  if (auth === 'none') return []
  const oauth = oauthWay({ adapter, connector, publicUrl })
  if (auth === 'oauth') return oauth ? [oauth] : []
  return [{ method: 'credentials', fields: [...credentialFields], isConfigured: true, missingSetting: null }, ...(oauth ? [oauth] : [])]
}

function oauthWay({ adapter, connector, publicUrl }: Input): Way | undefined {
  const { network, capabilities, oauthAt, findMissingSetting } = adapter
  const isSetUp = oauthAt !== undefined || connector.oauth.has(network)
  if (!isSetUp && !capabilities.oauth) return undefined
  const missingSetting = isSetUp ? (findMissingSetting?.({ redirectUrl: callbackUrl(publicUrl) }) ?? null) : clientIdSetting(network)
  return { method: 'oauth', fields: oauthFieldsOf(capabilities), isConfigured: missingSetting === null, missingSetting }
}

/** Where an operator sets the id of this Flow's application at a network. */
export const clientIdSetting = (network: string): string => `FLOW_OAUTH_${network.toUpperCase().replaceAll('-', '_')}_CLIENT_ID`
