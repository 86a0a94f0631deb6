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
const timeoutMs = 15_000

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
  const server = named === undefined ? (adapter.defaultServer ?? null) : toServerAddress(named)
  const redirectUrl = callbackUrl(ctx.publicUrl)
  const client = server === null ? requireOAuth({ connector, adapter }) : await asked(() => oauthAtServer({ connector, adapter, server, redirectUrl }))
  const [state, codeVerifier] = [randomBytes(secretBytes).toString('base64url'), randomBytes(secretBytes).toString('base64url')]
  const stateHash = hashState(state)
  const { url, notes = {} } = await asked(() => client.begin({ state, codeVerifier, redirectUrl, fields, signal: AbortSignal.timeout(timeoutMs) }))
  const sealedVerifier = sealWay({ sealer: connector.sealer, stateHash, way: { codeVerifier, fields, notes } })

  return ctx.sql.transaction(async (tx) => {
    await tx.execute(acrossWorkspaces('sweeps what ended a day ago, and answers nothing')`delete from oauth_state where expires_at < now() - interval '1 day'`)
    const [begun] = await tx.query<{ expiresAt: Date }>(sql`
      insert into oauth_state (state_hash, workspace_id, mode, network, connection_id, actor, sealed_verifier, return_url, server, expires_at)
      values (${stateHash}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${network}, ${connectionId}, ${describeActor(ctx.actor)}, ${sealedVerifier}, ${returnUrl}, ${server},
        now() + interval '10 minutes')
      returning expires_at`)
    if (!begun) throw new Error('insert into oauth_state returned no row')
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

/** What a server answers that a customer named, in the API's words. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    if (isAway(error)) throw toUnavailable(error)
    const isOfFields = error.kind === 'content_rejected'
    throw invalid(
      isOfFields
        ? { field: 'fields', message: `are not right. ${error.message}` }
        : { field: 'server', message: `can't be asked for access. ${error.message}` },
    )
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
