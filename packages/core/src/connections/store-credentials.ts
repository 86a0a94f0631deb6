import { sql, type TransactionRunner } from '@flow/db'
import type { Account, Credentials } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { inScope } from '../scoping/in-scope.ts'
import type { Connector } from './connector.ts'
import { sealCredentials } from './seal-credentials.ts'
import type { TokenTimes } from './token-times.ts'

/** Puts confirmed credentials in the place of former ones; the connection is active again. */
export async function storeCredentials({
  ctx,
  tx,
  connector,
  connectionId,
  credentials,
  account,
  times,
}: {
  ctx: Context
  tx: TransactionRunner
  connector: Connector
  connectionId: string
  credentials: Credentials
  account: Account
  times: TokenTimes
}): Promise<void> {
  await tx.execute(sql`
    update connection set credentials = ${sealCredentials({ sealer: connector.sealer, credentials: { ...credentials, ...account.credentials }, connectionId })}, credentials_rev = credentials_rev + 1,
      remote_handle = ${account.handle}, remote_name = ${account.displayName}, remote_url = ${account.url}, limits = ${account.limits ? JSON.stringify(account.limits) : null}::jsonb, expires_at = ${times.expiresAt}, renew_at = ${times.renewAt},
      status = 'active', reason_code = null, reason_message = null, last_verified_at = now(), updated_at = now()
    where id = ${connectionId} and ${inScope(ctx)} and deleted_at is null`)
}
