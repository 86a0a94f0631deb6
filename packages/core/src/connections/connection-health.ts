import { sql, type SqlRunner, type TransactionRunner } from '@flow/db'
import type { NetworkError } from '@flow/networks/port'
import { recordEvent } from '../recording/record-change.ts'
import { toConnectionResource } from './connection-resource.ts'
import { connectionColumns, type ConnectionRow } from './connection-rows.ts'

/** The credentials that something was found out about; newer ones are not touched by it. */
export type UsedCredentials = { connectionId: string; credentialsRev: number }

/** Records that the network no longer takes the credentials, and says so once. Posts to come keep their schedule. */
export async function expireConnection({ tx, used, error }: { tx: TransactionRunner; used: UsedCredentials; error: NetworkError }): Promise<void> {
  const [connection] = await tx.query<ConnectionRow>(sql`
    update connection set status = 'expired', reason_code = ${error.kind}, reason_message = ${error.message}, renew_at = null, updated_at = now()
    where id = ${used.connectionId} and credentials_rev = ${used.credentialsRev} and status <> 'expired' and deleted_at is null and built_in_channel_id is null
    returning ${connectionColumns}`)
  if (!connection) return
  const { workspaceId, mode, id } = connection
  const data = { connection: toConnectionResource(connection) }
  await recordEvent({ tx, workspaceId, mode, type: 'connection.expired', subjectId: id, data })
}

/** Records that the account may not do what Flow asked; the credentials themselves are good. */
export async function faultConnection({ tx, used, error }: { tx: TransactionRunner; used: UsedCredentials; error: NetworkError }): Promise<void> {
  await tx.execute(sql`
    update connection set status = 'error', reason_code = ${error.kind}, reason_message = ${error.message}, updated_at = now()
    where id = ${used.connectionId} and credentials_rev = ${used.credentialsRev} and status <> 'expired' and deleted_at is null and built_in_channel_id is null`)
}

/** Records that all is well again after a fault. */
export async function clearFault({ tx, used }: { tx: SqlRunner; used: UsedCredentials }): Promise<void> {
  await tx.execute(sql`
    update connection set status = 'active', reason_code = null, reason_message = null, updated_at = now()
    where id = ${used.connectionId} and credentials_rev = ${used.credentialsRev} and status = 'error'`)
}
