import { sql } from '@flow/db'
import { NetworkError, type Account, type Credentials, type NetworkAdapter } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { callRenewed } from './call-renewed.ts'
import { askAccount, isAway, toUnavailable } from './confirm-credentials.ts'
import { expireConnection, faultConnection, type UsedCredentials } from './connection-health.ts'
import { findConnection, type ConnectionRow } from './connection-rows.ts'
import { requireNetwork } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { openCredentials } from './open-credentials.ts'
import type { Renewed } from './renew-credentials.ts'

type Finding = { used: UsedCredentials } & ({ account: Account } | { error: NetworkError })

/** Asks the network about the credentials now, and keeps what it says. */
export async function verifyConnection({ ctx, connector, id }: { ctx: Context; connector: Connector; id: string }): Promise<ConnectionRow> {
  requirePermission(ctx, 'connections:write')
  const before = await findConnection({ ctx, db: ctx.sql, id })
  const adapter = requireNetwork({ ctx, connector, network: before.network })
  const finding = await examine({ connector, adapter, before })

  return ctx.sql.transaction(async (tx) => {
    const { used } = finding
    if ('error' in finding) await (finding.error.kind === 'credentials_expired' ? expireConnection : faultConnection)({ tx, used, error: finding.error })
    else {
      const { handle, displayName, url, limits } = finding.account
      await tx.execute(sql`
        update connection set status = 'active', reason_code = null, reason_message = null, last_verified_at = now(), updated_at = now(),
          remote_handle = ${handle}, remote_name = ${displayName}, remote_url = ${url}, limits = ${limits ? JSON.stringify(limits) : null}::jsonb
        where id = ${id} and ${inScope(ctx)} and credentials_rev = ${used.credentialsRev}`)
    }
    await recordChange({ ctx, tx, action: 'verifyConnection', subjectId: id })
    return findConnection({ ctx, db: tx, id })
  })
}

async function examine({ connector, adapter, before }: { connector: Connector; adapter: NetworkAdapter; before: ConnectionRow }): Promise<Finding> {
  const used = { connectionId: before.id, credentialsRev: before.credentialsRev }
  try {
    const opened = await openCredentials({ connector, connectionId: before.id, isExpiredTried: true })
    used.credentialsRev = opened.credentialsRev
    const call = (credentials: Credentials) => askAccount({ connector, adapter, credentials })
    const onRenewed = ({ credentialsRev }: Renewed) => {
      used.credentialsRev = credentialsRev
    }
    return { used, account: await callRenewed({ connector, connectionId: before.id, opened, call, onRenewed }) }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    if (isAway(error)) throw toUnavailable(error)
    return { used, error }
  }
}
