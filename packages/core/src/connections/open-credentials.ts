import { raw, sql, type ConnectionStatus, type Sql } from '@flow/db'
import { NetworkError, type Credentials } from '@flow/networks/port'
import { expireConnection, type UsedCredentials } from './connection-health.ts'
import type { Connector } from './connector.ts'
import { renewCredentials, type Renewed } from './renew-credentials.ts'
import { openStored } from './open-stored.ts'
import { openSealed } from './seal-credentials.ts'

export type Opened = { credentials: Credentials; credentialsRev: number; isFaulty: boolean; isRenewable: boolean }

/** What a connection's row says of its credentials. */
export type StoredCredentials = {
  network: string
  /** Sealed; null on a deleted connection. */
  credentials: Buffer | null
  credentialsRev: number
  connectionStatus: ConnectionStatus
  connectionReason: string | null
  isRenewalDue: boolean
}

/** Of a statement that has `connection`. */
export const credentialColumns: Sql = raw(`connection.credentials, connection.credentials_rev, connection.status as connection_status,
  connection.reason_message as connection_reason, coalesce(connection.renew_at <= now(), false) as is_renewal_due`)

/**
 * The credentials of a connection, renewed first where they are about to end.
 * @param isExpiredTried whether the network is asked even where it refused these credentials before
 * @throws NetworkError only: `credentials_expired` where it must be connected again, else `unavailable`
 */
export async function openCredentials({
  connector,
  connectionId,
  isExpiredTried = false,
}: {
  connector: Connector
  connectionId: string
  isExpiredTried?: boolean
}): Promise<Opened> {
  const [stored] = await connector.db.query<StoredCredentials>(
    sql`select network, ${credentialColumns} from connection where id = ${connectionId} and deleted_at is null`,
  )
  return openRead({ connector, connectionId, stored, isExpiredTried })
}

/** The same where the row was read a moment ago. */
export async function openRead({
  connector,
  connectionId,
  stored,
  isExpiredTried = false,
}: {
  connector: Connector
  connectionId: string
  stored: StoredCredentials | undefined
  isExpiredTried?: boolean
}): Promise<Opened> {
  if (!stored?.credentials) throw new NetworkError({ kind: 'credentials_expired', message: 'The connection was deleted. Connect the account again.' })
  if (stored.connectionStatus === 'expired' && !isExpiredTried)
    throw new NetworkError({ kind: 'credentials_expired', message: stored.connectionReason ?? 'Connect the account again.' })
  const { credentialsRev, credentials: sealed } = stored
  const credentials = openStored(() => openSealed({ sealer: connector.sealer, sealed, connectionId }))
  const isRenewable = credentials.refreshToken !== undefined || connector.networks.get(stored.network)?.refresh !== undefined
  const newest = stored.isRenewalDue ? await renew({ connector, used: { connectionId, credentialsRev } }) : { credentials, credentialsRev }
  return { ...newest, isFaulty: stored.connectionStatus === 'error', isRenewable }
}

async function renew({ connector, used }: { connector: Connector; used: UsedCredentials }): Promise<Renewed> {
  try {
    return await renewCredentials({ connector, connectionId: used.connectionId, seenRev: used.credentialsRev })
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'credentials_expired') await connector.db.transaction((tx) => expireConnection({ tx, used, error }))
    throw error
  }
}
