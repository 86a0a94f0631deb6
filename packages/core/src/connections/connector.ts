import type { SqlRunner } from '@flow/db'
import type { AccountInput, NetworkRegistry, OAuthClients } from '@flow/networks/port'
import type { Sealer } from '../sealing/sealer.ts'

/** What connecting needs of the outside; the apps build it. */
export type Connector = {
  networks: NetworkRegistry
  oauth: OAuthClients
  /** For the purpose `credentials`. */
  sealer: Sealer
  fetch: AccountInput['fetch']
  openSocket: AccountInput['openSocket']
  /** For servers that customers name. */
  guarded: Pick<AccountInput, 'fetch' | 'openSocket'>
  /** Never a transaction: renewed tokens must stand before they are used, whatever becomes of the caller's own work. */
  db: SqlRunner
}
