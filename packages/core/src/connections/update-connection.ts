import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import type { Account, Credentials } from '@flow/networks/port'
import { requireName } from '../channels/channel-rules.ts'
import type { Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { confirmCredentials } from './confirm-credentials.ts'
import { findConnection, type ConnectionRow } from './connection-rows.ts'
import { requireCredentials, requireNetwork } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { storeCredentials } from './store-credentials.ts'
import { accountTimes } from './token-times.ts'

/** Renames a connection, or gives it new credentials of the same account. */
export async function updateConnection({
  ctx,
  connector,
  id,
  body,
}: {
  ctx: Context
  connector: Connector
  id: string
  body: RequestBody<'updateConnection'>
}): Promise<ConnectionRow> {
  requirePermission(ctx, 'connections:write')
  const before = await findConnection({ ctx, db: ctx.sql, id })
  if (body.name !== undefined) requireName(body.name)
  const renewed = body.credentials && (await confirm({ ctx, connector, before, given: body.credentials }))

  return ctx.sql.transaction(async (tx) => {
    await findConnection({ ctx, db: tx, id })
    if (renewed) await storeCredentials({ ctx, tx, connector, connectionId: id, ...renewed, times: accountTimes(renewed.account) })
    if (body.name !== undefined) await tx.execute(sql`update connection set name = ${body.name}, updated_at = now() where id = ${id} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'updateConnection', subjectId: id })
    return findConnection({ ctx, db: tx, id })
  })
}

async function confirm({
  ctx,
  connector,
  before,
  given,
}: {
  ctx: Context
  connector: Connector
  before: ConnectionRow
  given: Credentials
}): Promise<{ credentials: Credentials; account: Account }> {
  const adapter = requireNetwork({ ctx, connector, network: before.network })
  const credentials = requireCredentials({ adapter, given })
  const account = await confirmCredentials({ connector, adapter, credentials })
  if (account.remoteId !== before.remoteId) {
    throw invalid({ field: 'credentials', message: `belong to another account (${account.displayName}); connect that one with POST /v1/connections` })
  }
  return { credentials, account }
}
