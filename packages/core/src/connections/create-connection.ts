import type { RequestBody } from '@flow/contract/types'
import { requireName } from '../channels/channel-rules.ts'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { confirmCredentials } from './confirm-credentials.ts'
import type { ConnectionRow } from './connection-rows.ts'
import { requireCredentials, requireNetwork } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { saveConnection } from './save-connection.ts'
import { accountTimes } from './token-times.ts'

/** Connects an account whose credentials the network confirms. */
export async function createConnection({
  ctx,
  connector,
  body,
}: {
  ctx: Context
  connector: Connector
  body: RequestBody<'createConnection'>
}): Promise<ConnectionRow> {
  requirePermission(ctx, 'connections:write')
  const { network, name } = body
  const adapter = requireNetwork({ ctx, connector, network })
  const credentials = requireCredentials({ adapter, given: body.credentials })
  if (name !== undefined) requireName(name)
  const account = await confirmCredentials({ connector, adapter, credentials })

  return ctx.sql.transaction((tx) =>
    saveConnection({ ctx, tx, connector, action: 'createConnection', network, credentials, account, times: accountTimes(account), name }),
  )
}
