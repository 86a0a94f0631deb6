import { readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { readToken } from '../server/read-token.ts'
import { blueskyErrors, refuseBluesky } from './bluesky-errors.ts'
import { didDocument, didOf, handleOf, type Identities } from './identity.ts'

/** Sessions: an access token of some hours, and a refresh token that works once. */
export function sessionRoutes({ identities }: { identities: Identities }): Route[] {
  const usedRefreshes = new Set<string>()

  const openSession = ({ exchange, account }: { exchange: Exchange; account: string }): Answer => {
    const { world, baseUrl } = exchange
    exchange.account = account
    const did = didOf({ account, identities })
    const issue = (scope: string, lifeMs: number): string => {
      const expiresAtMs = world.nowMs() + lifeMs
      const token = jwt({ scope, sub: did, iat: Math.floor(world.nowMs() / 1_000), exp: Math.floor(expiresAtMs / 1_000), jti: String(world.nextNumber()) })
      world.tokens.issue({ token, network: 'bluesky', account, expiresAtMs })
      return token
    }
    const accessJwt = issue('com.atproto.access', world.settings.accessTokenLifeMs)
    const refreshJwt = issue('com.atproto.refresh', 5_184_000_000)
    return { status: 200, json: { accessJwt, refreshJwt, ...describeAccount({ account, baseUrl, identities }) } }
  }

  return [
    {
      method: 'POST',
      path: '/xrpc/com.atproto.server.createSession',
      operation: 'auth',
      isOpen: true,
      handle: (exchange) => {
        const { body } = exchange.request
        const [identifier, password] = [readText(body.identifier), readText(body.password)]
        if (!identifier) throw refuseBluesky({ message: 'Input must have the property "identifier"' })
        if (!password) throw refuseBluesky({ message: 'Input must have the property "password"' })
        const { account, state } = readToken({ token: identifier.replace(/^@/, ''), world: exchange.world })
        const isWrong =
          state === 'revoked' || state === 'expired' || /^(?:wrong|revoked|expired)-/.test(password) || exchange.world.settings.revokedTokens.includes(password)
        if (isWrong) throw refuseBluesky({ status: 401, error: 'AuthenticationRequired', message: 'Invalid identifier or password' })
        return openSession({ exchange, account: identities.get(account) ?? account })
      },
    },
    {
      method: 'POST',
      path: '/xrpc/com.atproto.server.refreshSession',
      operation: 'auth',
      isOpen: true,
      handle: (exchange) => {
        const { token, account, world } = exchange
        if (token === null) return blueskyErrors.unauthorized('missing')
        const { state } = readToken({ token, world })
        if (state === 'expired' || state === 'revoked') return blueskyErrors.unauthorized(state)
        if (scopeOf(token) === 'com.atproto.access') return blueskyErrors.unauthorized('revoked')
        if (usedRefreshes.has(token)) return blueskyErrors.unauthorized('expired')
        usedRefreshes.add(token)
        return openSession({ exchange, account })
      },
    },
    {
      method: 'GET',
      path: '/xrpc/com.atproto.server.getSession',
      operation: 'describe',
      handle: ({ account, baseUrl }) => ({ status: 200, json: describeAccount({ account, baseUrl, identities }) }),
    },
  ]
}

function describeAccount({ account, baseUrl, identities }: { account: string; baseUrl: string; identities: Identities }): object {
  const did = didOf({ account, identities })
  const handle = handleOf(account)
  return { did, handle, didDoc: didDocument({ did, handle, baseUrl }), email: 'someone@example.org', emailConfirmed: true, active: true }
}

function jwt(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${encode({ typ: 'at+jwt', alg: 'HS256' })}.${encode(claims)}.${Buffer.from('simulated signature').toString('base64url')}`
}

/** What a token of the simulator's own is for; `null` for one of any other shape. */
export function scopeOf(token: string): string | null {
  const [, claims] = token.split('.')
  try {
    return readText(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString('utf8')).scope)
  } catch {
    return null
  }
}
