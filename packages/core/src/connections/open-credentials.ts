import { sql, type ConnectionStatus } from '@flow/db'
import { NetworkError, type Credentials } from '@flow/networks/port'
import { expireConnection, type UsedCredentials } from './connection-health.ts'
import type { Connector } from './connector.ts'
import { renewCredentials, type Renewed } from './renew-credentials.ts'
import { openStored } from './open-stored.ts'
import { openSealed } from './seal-credentials.ts'

export type Opened = { credentials: Credentials; credentialsRev: number; isFaulty: boolean; isRenewable: boolean }

type Row = {
  network: string
  credentials: Buffer | null
  credentialsRev: number
  status: ConnectionStatus
  reasonMessage: string | null
  isDue: boolean
}

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
  const [row] = await connector.db.query<Row>(sql`
    select network, credentials, credentials_rev, status, reason_message, coalesce(renew_at <= now(), false) as is_due from connection where id = ${connectionId} and deleted_at is null`)
  if (!row?.credentials) throw new NetworkError({ kind: 'credentials_expired', message: 'The connection was deleted. Connect the account again.' })
  if (row.status === 'expired' && !isExpiredTried)
    throw new NetworkError({ kind: 'credentials_expired', message: row.reasonMessage ?? 'Connect the account again.' })
  const { credentialsRev, credentials: sealed } = row
  const credentials = openStored(() => openSealed({ sealer: connector.sealer, sealed, connectionId }))
  const isRenewable = credentials.refreshToken !== undefined || connector.networks.get(row.network)?.refresh !== undefined
  const newest = row.isDue ? await renew({ connector, used: { connectionId, credentialsRev } }) : { credentials, credentialsRev }
  return { ...newest, isFaulty: row.status === 'error', isRenewable }
}

async function renew({ connector, used }: { connector: Connector; used: UsedCredentials }): Promise<Renewed> {
  try {
    return await renewCredentials({ connector, connectionId: used.connectionId, seenRev: used.credentialsRev })
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'credentials_expired') await connector.db.transaction((tx) => expireConnection({ tx, used, error }))
    throw error
  }
}
