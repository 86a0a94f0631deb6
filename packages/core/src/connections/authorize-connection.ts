import { randomBytes } from 'node:crypto'
import type { RequestBody } from '@flow/contract/types'
import { sql } from '@flow/db'
import { NetworkError, type Credentials, type NetworkAdapter, type OAuthClient } from '@flow/networks/port'
import { describeActor, type Context } from '../context.ts'
import { invalid } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { isAway, toUnavailable } from './confirm-credentials.ts'
import { findConnection } from './connection-rows.ts'
import { requireNetwork, requireReturnUrl } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { oauthAtServer } from './oauth-at-server.ts'
import { requireOAuthFields, toServerAddress } from './oauth-fields.ts'
import { callbackUrl, hashState, sealWay } from './oauth-state.ts'
import { readCredentials } from './read-credentials.ts'
import { clientIdSetting } from '../networks/connect-ways.ts'

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
  const returnUrl = body.returnUrl === undefined ? null : requireReturnUrl(body.returnUrl)
  const known = connectionId === null ? {} : await readKnown({ ctx, connector, connectionId, network })
  const { server: named, ...fields } = requireOAuthFields({ adapter, server: body.server, fields: body.fields, known })
  const server = named === undefined ? null : toServerAddress(named)
  const redirectUrl = callbackUrl(ctx.publicUrl)
  const client = server === null ? requireOAuth({ connector, adapter }) : await requireOAuthAt({ connector, adapter, server, redirectUrl })
  const [state, codeVerifier] = [randomBytes(secretBytes).toString('base64url'), randomBytes(secretBytes).toString('base64url')]
  const stateHash = hashState(state)
  const sealedVerifier = sealWay({ sealer: connector.sealer, stateHash, way: { codeVerifier, fields } })

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
  const message = capabilities.oauth
    ? `has no OAuth application on this Flow; its operator must set ${clientIdSetting(network)}`
    : 'takes credentials; use POST /v1/connections'
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

/** What the connection that is renewed says besides its secrets; nothing where it can't be opened any more, for then it must be renewed all the same. */
async function readKnown({
  ctx,
  connector,
  connectionId,
  network,
}: {
  ctx: Context
  connector: Connector
  connectionId: string
  network: string
}): Promise<Credentials> {
  const connection = await findConnection({ ctx, db: ctx.sql, id: connectionId })
  if (connection.network !== network) throw invalid({ field: 'connectionId', message: `is a connection to ${connection.network}, not to ${network}` })
  try {
    return (await readCredentials({ connector, connectionId })).credentials
  } catch (error) {
    if (error instanceof NetworkError) return {}
    throw error
  }
}
