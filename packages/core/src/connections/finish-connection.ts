import { sql, type OauthState } from '@flow/db'
import { NetworkError, type OAuthClient, type Tokens } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { inScope } from '../scoping/in-scope.ts'
import { systemContext } from '../workspaces/system-context.ts'
import { confirmCredentials, isAway } from './confirm-credentials.ts'
import { findConnection, type ConnectionRow } from './connection-rows.ts'
import { requireNetwork } from './connection-rules.ts'
import type { Connector } from './connector.ts'
import { confirmApplication, oauthAtServer } from './oauth-at-server.ts'
import { callbackUrl, openWay, takeState, type Way } from './oauth-state.ts'
import { saveConnection } from './save-connection.ts'
import { tokenTimes } from './token-times.ts'

/** Why an OAuth way ended without a connection; part of the address that the browser is sent to. */
export type FinishFailure = 'state_unknown' | 'state_used' | 'state_expired' | 'consent_denied' | 'credentials_rejected' | 'other_account' | 'unavailable'

export type Finished = { returnUrl: string | null } & (
  | { kind: 'connected'; connection: ConnectionRow }
  | { kind: 'failed'; code: FinishFailure; message: string }
)

const timeoutMs = 15_000

/**
 * Ends an OAuth way: the browser is back from the network. Its state says for whom; nobody need be signed in.
 * @param parameters the query with which the browser came
 */
export async function finishConnection({
  connector,
  parameters,
  publicUrl,
  requestId,
  ipAddress,
}: {
  connector: Connector
  parameters: URLSearchParams
  publicUrl: string
  requestId: string
  ipAddress: string
}): Promise<Finished> {
  const given = parameters.get('state') ?? ''
  const found = await takeState({ db: connector.db, state: given })
  if (found.kind === 'unknown') return failed({ code: 'state_unknown', message: 'Flow did not send you there, or too long ago. Begin again.' })
  const { state } = found
  const { returnUrl } = state
  if (found.kind === 'used') return failed({ returnUrl, code: 'state_used', message: 'This address was used already. Begin again to connect once more.' })
  if (found.kind === 'expired') return failed({ returnUrl, code: 'state_expired', message: 'This took longer than ten minutes. Begin again.' })
  if (parameters.has('error')) {
    const isDenied = parameters.get('error') === 'access_denied'
    return isDenied
      ? failed({ returnUrl, code: 'consent_denied', message: 'Access was not given, so nothing was connected. Begin again if that was a mistake.' })
      : failed({ returnUrl, code: 'unavailable', message: 'The network could not give access. Begin again in a while.' })
  }
  const system = systemContext({ sql: connector.db, workspaceId: state.workspaceId, mode: state.mode, publicUrl, name: `authorized-by ${state.actor}` })
  const ctx = { ...system, requestId, ipAddress }
  try {
    const way = openWay({ sealer: connector.sealer, state })
    const tokens = await exchange({ connector, state, way, given, parameters, publicUrl })
    return { kind: 'connected', returnUrl, connection: await keep({ ctx, connector, state, way, tokens }) }
  } catch (error) {
    if (error instanceof NetworkError) {
      return failed({ returnUrl, code: isAway(error) ? 'unavailable' : 'credentials_rejected', message: error.message })
    }
    if (error instanceof OtherAccount) return failed({ returnUrl, code: 'other_account', message: error.message })
    if (error instanceof DomainError) {
      return failed({ returnUrl, code: error.code === 'SERVICE_UNAVAILABLE' ? 'unavailable' : 'credentials_rejected', message: error.message })
    }
    throw error
  }
}

class OtherAccount extends Error {}

const failed = ({ returnUrl = null, code, message }: { returnUrl?: string | null; code: FinishFailure; message: string }): Finished => ({
  kind: 'failed',
  returnUrl,
  code,
  message,
})

async function exchange({
  connector,
  state,
  way,
  given,
  parameters,
  publicUrl,
}: {
  connector: Connector
  state: OauthState
  way: Way
  given: string
  parameters: URLSearchParams
  publicUrl: string
}): Promise<Tokens> {
  const redirectUrl = callbackUrl(publicUrl)
  const client = await clientOf({ connector, state, redirectUrl })
  if (!client) throw new NetworkError({ kind: 'unavailable', message: 'The OAuth application of this network is no longer set up on this Flow.' })
  const tokens = await client.exchange({
    parameters,
    state: given,
    codeVerifier: way.codeVerifier,
    redirectUrl,
    notes: way.notes,
    signal: AbortSignal.timeout(timeoutMs),
  })
  const { network, server } = state
  if (server !== null) await confirmApplication({ connector, network, server, redirectUrl })
  return tokens
}

async function clientOf({
  connector,
  state: { network, server },
  redirectUrl,
}: {
  connector: Connector
  state: OauthState
  redirectUrl: string
}): Promise<OAuthClient | undefined> {
  if (server === null) return connector.oauth.get(network)
  const adapter = connector.networks.get(network)
  return adapter?.oauthAt && oauthAtServer({ connector, adapter, server, redirectUrl })
}

async function keep({
  ctx,
  connector,
  state,
  way,
  tokens,
}: {
  ctx: Context
  connector: Connector
  state: OauthState
  way: Way
  tokens: Tokens
}): Promise<ConnectionRow> {
  const { network, connectionId } = state
  const { accessToken, refreshToken } = tokens
  const adapter = requireNetwork({ ctx, connector, network })
  // Tokens are renewed by the application that they were given to.
  const place = state.server === null ? {} : { server: state.server, redirectUrl: callbackUrl(ctx.publicUrl) }
  const credentials = { ...way.fields, ...place, ...tokens.credentials, accessToken, ...(refreshToken === null ? {} : { refreshToken }) }
  const account = await confirmCredentials({ connector, adapter, credentials })
  const times = tokenTimes({ tokens, refreshToken, now: new Date() })
  return ctx.sql.transaction(async (tx) => {
    if (connectionId !== null) {
      await tx.query(sql`select 1 from connection where id = ${connectionId} and ${inScope(ctx)} for update`)
      const { remoteId, remoteName } = await findConnection({ ctx, db: tx, id: connectionId })
      if (remoteId !== account.remoteId) {
        throw new OtherAccount(`You chose ${account.displayName}, but the connection is of ${remoteName}. Begin again and choose that account.`)
      }
    }
    return saveConnection({ ctx, tx, connector, action: 'finishConnection', network, credentials, account, times, name: undefined })
  })
}
