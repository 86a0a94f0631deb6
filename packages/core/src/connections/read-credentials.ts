import type { SqlRunner } from '@flow/db'
import { NetworkError, type Credentials } from '@flow/networks/port'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import type { Connector } from './connector.ts'
import { openStored } from './open-stored.ts'
import { openSealed } from './seal-credentials.ts'

const ofKnown = acrossWorkspaces('a verb has found the connection in its scope, or it is renewed for whom it is published')

/** The credentials of a connection as they stand, whatever their state. */
export async function readCredentials({
  db,
  connector,
  connectionId,
}: {
  /** The connector's own where absent. */
  db?: SqlRunner
  connector: Connector
  connectionId: string
}): Promise<{ network: string; credentials: Credentials; credentialsRev: number }> {
  const [row] = await (db ?? connector.db).query<{ network: string; credentials: Buffer | null; credentialsRev: number }>(ofKnown`
    select network, credentials, credentials_rev from connection where id = ${connectionId} and deleted_at is null`)
  if (!row?.credentials) throw new NetworkError({ kind: 'credentials_expired', message: 'The connection was deleted.' })
  const { network, credentialsRev, credentials: sealed } = row
  return { network, credentialsRev, credentials: openStored(() => openSealed({ sealer: connector.sealer, sealed, connectionId })) }
}
