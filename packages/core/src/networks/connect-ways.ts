import type { Schemas } from '@flow/contract/types'
import type { Connector } from '../connections/connector.ts'
import { oauthFieldsOf } from '../connections/oauth-fields.ts'
import type { NetworkAdapter } from '@flow/networks/port'

type Way = Schemas['NetworkConnectWay']

/** Every way to connect an account, the usual one first. */
export function connectWays({ adapter, connector }: { adapter: NetworkAdapter; connector: Pick<Connector, 'oauth'> }): Way[] {
  const { auth, credentialFields } = adapter.capabilities
  if (auth === 'none') return []
  const oauth = oauthWay({ adapter, connector })
  if (auth === 'oauth') return oauth ? [oauth] : []
  return [{ method: 'credentials', fields: [...credentialFields], isConfigured: true, missingSetting: null }, ...(oauth ? [oauth] : [])]
}

function oauthWay({ adapter, connector }: { adapter: NetworkAdapter; connector: Pick<Connector, 'oauth'> }): Way | undefined {
  const { network, capabilities, oauthAt } = adapter
  const isReady = oauthAt !== undefined || connector.oauth.has(network)
  if (!isReady && !capabilities.oauth) return undefined
  const missingSetting = isReady ? null : clientIdSetting(network)
  return { method: 'oauth', fields: oauthFieldsOf(capabilities), isConfigured: isReady, missingSetting }
}

/** Where an operator sets the id of this Flow's application at a network. */
export const clientIdSetting = (network: string): string => `FLOW_OAUTH_${network.toUpperCase().replaceAll('-', '_')}_CLIENT_ID`
