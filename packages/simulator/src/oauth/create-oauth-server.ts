import { hash } from 'node:crypto'
import { readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import { readToken } from '../server/read-token.ts'

export type OAuthFault = 'invalid_client' | 'invalid_grant' | 'invalid_request' | 'unsupported_grant_type'
export type Grant = { account: string; accessToken: string; refreshToken: string | null; expiresInSeconds: number | null; scope: string; clientId: string }

export type OAuthServer = {
  /** The person says yes at once (or no, by a setting), and is sent back. */
  authorize: (exchange: Exchange) => Answer
  /** The token endpoint, without the wording: what is granted or why nothing is. */
  grant: (exchange: Exchange) => Grant | OAuthFault
  /** A pair of tokens for an account, without a code. */
  issue: (given: { exchange: Exchange; account: string; scope: string; clientId: string }) => Grant
}

type Code = { clientId: string; redirectUri: string; scope: string; challenge: string | null; account: string; grant: Grant | null }
type Refresh = { account: string; scope: string; clientId: string; family: string[]; isUsed: boolean }

/** An authorization server with codes that work once, PKCE, and refresh tokens that, where they rotate, work once too. */
export function createOAuthServer({
  network,
  tokenPrefix = '',
  refreshPrefix = tokenPrefix,
  accessLife,
  refreshing,
  needsPkce = false,
}: {
  network: string
  tokenPrefix?: string
  /** As `tokenPrefix` where absent. */
  refreshPrefix?: string
  /** Whether access tokens end; how long they live is a setting. */
  accessLife: 'limited' | 'endless'
  refreshing: 'rotating' | 'stable' | 'none'
  needsPkce?: boolean
}): OAuthServer {
  const codes = new Map<string, Code>()
  const refreshes = new Map<string, Refresh>()

  const issue = ({ exchange, account, scope, clientId, family = [] }: Parameters<OAuthServer['issue']>[0] & { family?: string[] }): Grant => {
    const { world } = exchange
    const number = world.nextNumber()
    const lifeMs = accessLife === 'endless' ? null : world.settings.accessTokenLifeMs
    const accessToken = `${tokenPrefix}access_${network}_${number}`
    world.tokens.issue({ token: accessToken, network, account, expiresAtMs: lifeMs === null ? null : world.nowMs() + lifeMs })
    family.push(accessToken)
    const refreshToken = refreshing === 'none' ? null : `${refreshPrefix}refresh_${network}_${number}`
    if (refreshToken !== null) refreshes.set(refreshToken, { account, scope, clientId, family, isUsed: false })
    exchange.account = account
    return { account, accessToken, refreshToken, expiresInSeconds: lifeMs === null ? null : Math.floor(lifeMs / 1_000), scope, clientId }
  }

  const exchangeCode = (exchange: Exchange, clientId: string): Grant | OAuthFault => {
    const { body } = exchange.request
    const code = codes.get(readText(body.code) ?? '')
    if (code === undefined || code.clientId !== clientId || code.redirectUri !== readText(body.redirect_uri)) return 'invalid_grant'
    const verifier = readText(body.code_verifier)
    if (needsPkce && verifier === null) return 'invalid_request'
    if (code.challenge !== null && (verifier === null || hash('sha256', verifier, 'base64url') !== code.challenge)) return 'invalid_grant'
    if (code.grant !== null) {
      // A code that comes twice may have been stolen, so what it brought ends.
      exchange.world.tokens.revoke(code.grant.accessToken)
      return 'invalid_grant'
    }
    code.grant = issue({ exchange, account: code.account, scope: code.scope, clientId })
    return code.grant
  }

  const refresh = (exchange: Exchange, clientId: string): Grant | OAuthFault => {
    const { world, request } = exchange
    const token = readText(request.body.refresh_token)
    if (token === null || refreshing === 'none') return 'invalid_request'
    const { account, state } = readToken({ token, world })
    const known = refreshes.get(token) ?? { account, scope: '', clientId, family: [], isUsed: false }
    refreshes.set(token, known)
    exchange.account = known.account
    if (state !== 'good' || world.settings.revokedTokens.includes(known.account) || known.clientId !== clientId) return 'invalid_grant'
    if (refreshing === 'stable') return { ...issue({ exchange, account: known.account, scope: known.scope, clientId }), refreshToken: token }
    if (known.isUsed) {
      for (const accessToken of known.family) world.tokens.revoke(accessToken)
      for (const [other, { family }] of refreshes) if (family === known.family) refreshes.set(other, { ...known, isUsed: true })
      return 'invalid_grant'
    }
    known.isUsed = true
    return issue({ exchange, account: known.account, scope: known.scope, clientId, family: known.family })
  }

  return {
    issue,
    authorize: ({ request: { query }, world }) => {
      const [clientId, redirectUri] = [query.get('client_id'), query.get('redirect_uri')]
      if (!clientId || !redirectUri || !URL.canParse(redirectUri) || query.get('response_type') !== 'code') {
        return { status: 400, text: 'The address needs response_type=code, client_id and an absolute redirect_uri.' }
      }
      if (needsPkce && (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))) {
        return { status: 400, text: 'The address needs code_challenge and code_challenge_method=S256.' }
      }
      const back = new URL(redirectUri)
      const state = query.get('state')
      if (state !== null) back.searchParams.set('state', state)
      if (world.settings.deniesAuthorization) {
        back.searchParams.set('error', 'access_denied')
      } else {
        const code = `code_${network}_${world.nextNumber()}`
        const account = query.get('account') ?? world.settings.authorizingAccount ?? `${network}-user`
        codes.set(code, { clientId, redirectUri, scope: query.get('scope') ?? '', challenge: query.get('code_challenge'), account, grant: null })
        back.searchParams.set('code', code)
      }
      return { status: 302, headers: { location: back.href } }
    },
    grant: (exchange) => {
      const { body, headers } = exchange.request
      const clientId = basicUser(headers.authorization) ?? readText(body.client_id)
      if (!clientId) return 'invalid_client'
      if (/^(?:expired|revoked)-/.test(clientId)) return 'invalid_client'
      if (body.grant_type === 'authorization_code') return exchangeCode(exchange, clientId)
      if (body.grant_type === 'refresh_token') return refresh(exchange, clientId)
      return 'unsupported_grant_type'
    },
  }
}

function basicUser(authorization: string | undefined): string | null {
  const [, encoded] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return null
  const [user] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)
  return user ? decodeURIComponent(user) : null
}
