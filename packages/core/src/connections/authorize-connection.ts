import { randomBytes } from 'node:crypto'
import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import { NetworkError, type NetworkAdapter, type OAuthClient } from '@flow/networks/port'
import { describeActor, type Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { isAway, toUnavailable } from './confirm-credentials.ts'
import { findConnection } from './connection-rows.ts'
import { requireNetwork, requireReturnUrl, requireServer } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { oauthAtServer } from './oauth-at-server.ts'
import { callbackUrl, hashState } from './oauth-state.ts'

const secretBytes = 32

/** Begins an OAuth way: keeps its state for ten minutes and answers where the person decides. */
export async function authorizeConnection({
  ctx,
  connector,
  body,
}: {
  ctx: Context
  connector: Connector
  body: RequestBody<'authorizeConnection'>
}): Promise<{ url: string; expiresAt: Date }> {
  requirePermission(ctx, 'connections:write')
  const { network, connectionId = null } = body
  const adapter = requireNetwork({ ctx, connector, network })
  const server = requireServer({ adapter, given: body.server })
  const returnUrl = body.returnUrl === undefined ? null : requireReturnUrl(body.returnUrl)
  if (connectionId !== null) await requireSameNetwork({ ctx, connectionId, network })
  const redirectUrl = callbackUrl(ctx.publicUrl)
  const client = server === null ? requireOAuth({ connector, adapter }) : await requireOAuthAt({ connector, adapter, server, redirectUrl })
  const [state, codeVerifier] = [randomBytes(secretBytes).toString('base64url'), randomBytes(secretBytes).toString('base64url')]
  const stateHash = hashState(state)
  const sealedVerifier = connector.sealer.seal({ text: codeVerifier, boundTo: stateHash })

  return ctx.sql.transaction(async (tx) => {
    await tx.execute(acrossWorkspaces('sweeps what ended a day ago, and answers nothing')`delete from oauth_state where expires_at < now() - interval '1 day'`)
    const [begun] = await tx.query<{ expiresAt: Date }>(sql`
      insert into oauth_state (state_hash, workspace_id, mode, network, connection_id, actor, sealed_verifier, return_url, server, expires_at)
      values (${stateHash}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${network}, ${connectionId}, ${describeActor(ctx.actor)}, ${sealedVerifier}, ${returnUrl}, ${server},
        now() + interval '10 minutes')
      returning expires_at`)
    if (!begun) throw new Error('insert into oauth_state returned no row')
    const url = await client.authorizationUrl({ state, codeVerifier, redirectUrl })
    await recordChange({ ctx, tx, action: 'authorizeConnection', subjectId: connectionId ?? network })
    return { url, expiresAt: begun.expiresAt }
  })
}

function requireOAuth({ connector, adapter: { network, capabilities } }: { connector: Connector; adapter: NetworkAdapter }): OAuthClient {
  const client = connector.oauth.get(network)
  if (client) return client
  const setting = `FLOW_OAUTH_${network.toUpperCase().replaceAll('-', '_')}_CLIENT_ID`
  const message = capabilities.auth === 'oauth' ? `is not set up on this Flow; its operator must set ${setting}` : 'takes credentials; use POST /v1/connections'
  throw invalid({ field: 'network', message })
}

async function requireOAuthAt(input: Parameters<typeof oauthAtServer>[0]): Promise<OAuthClient> {
  try {
    return await oauthAtServer(input)
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    throw isAway(error) ? toUnavailable(error) : invalid({ field: 'server', message: `can't be asked for access. ${error.message}` })
  }
}

async function requireSameNetwork({ ctx, connectionId, network }: { ctx: Context; connectionId: string; network: string }): Promise<void> {
  const connection = await findConnection({ ctx, db: ctx.sql, id: connectionId })
  if (connection.network !== network) throw invalid({ field: 'connectionId', message: `is a connection to ${connection.network}, not to ${network}` })
}
