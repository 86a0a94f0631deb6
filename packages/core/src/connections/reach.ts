import type { AccountInput, NetworkAdapter } from '@flow/networks/port'
import type { Connector } from './connector.ts'

/** By what an adapter reaches its network: by guarded calls where a customer named the server. */
export function reach({ connector, adapter }: { connector: Connector; adapter: NetworkAdapter }): Pick<AccountInput, 'fetch' | 'openSocket'> {
  const { fetch, openSocket } = adapter.capabilities.host === 'customer' ? connector.guarded : connector
  return { fetch, openSocket }
}
