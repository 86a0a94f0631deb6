import type { SqlRunner } from '@flow/db'
import type { NetworkRegistry, OAuthClients } from '@flow/networks/port'
import type { Sealer } from '../sealing/sealer.ts'

/** What connecting needs of the outside; the apps build it. */
export type Connector = {
  networks: NetworkRegistry
  oauth: OAuthClients
  /** For the purpose `credentials`. */
  sealer: Sealer
  fetch: typeof globalThis.fetch
  /** Never a transaction: renewed tokens must stand before they are used, whatever becomes of the caller's own work. */
  db: SqlRunner
}
