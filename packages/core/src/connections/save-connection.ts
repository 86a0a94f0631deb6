import { sql, type TransactionRunner } from '@flow/db'
import type { Account, Credentials } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { findConnection, type ConnectionRow } from './connection-rows.ts'
import type { Connector } from './connector.ts'
import { sealCredentials } from './seal-credentials.ts'
import { storeCredentials } from './store-credentials.ts'
import type { TokenTimes } from './token-times.ts'

/** Keeps a confirmed account: on the connection it has already, or on a new one, so that no account has two. */
export async function saveConnection({
  ctx,
  tx,
  connector,
  action,
  network,
  credentials,
  account,
  times,
  name,
}: {
  ctx: Context
  tx: TransactionRunner
  connector: Connector
  action: string
  network: string
  credentials: Credentials
  account: Account
  times: TokenTimes
  name: string | undefined
}): Promise<ConnectionRow> {
  const { remoteId, handle, displayName, url } = account
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`account ${ctx.workspaceId} ${ctx.mode} ${network} ${remoteId}`}, 2))`)
  const [known] = await tx.query<{ id: string }>(sql`
    select id from connection where workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and network = ${network} and remote_id = ${remoteId}
      and deleted_at is null and built_in_channel_id is null`)
  const id = known?.id ?? newId('connection')
  if (known) {
    await storeCredentials({ ctx, tx, connector, connectionId: id, credentials, account, times })
    if (name !== undefined) await tx.execute(sql`update connection set name = ${name} where id = ${id} and ${inScope(ctx)}`)
  } else {
    await tx.execute(sql`
      insert into connection (id, workspace_id, mode, network, name, remote_id, remote_handle, remote_name, remote_url, limits, credentials, expires_at, renew_at, last_verified_at)
      values (${id}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${network}, ${name ?? displayName.slice(0, 100)}, ${remoteId}, ${handle}, ${displayName}, ${url}, ${account.limits ? JSON.stringify(account.limits) : null}::jsonb,
        ${sealCredentials({ sealer: connector.sealer, credentials: { ...credentials, ...account.credentials }, connectionId: id })}, ${times.expiresAt}, ${times.renewAt}, now())`)
  }
  await recordChange({ ctx, tx, action, subjectId: id })
  return findConnection({ ctx, db: tx, id })
}
