import { bearerToken } from '../kit/bearer-token.ts'
import { readText } from '../kit/read-value.ts'
import { createOAuthServer } from '../oauth/create-oauth-server.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { readToken } from '../server/read-token.ts'
import { publishRoutes, userOf } from './publish-routes.ts'
import { refuseThreads, threadsErrors } from './threads-errors.ts'

/** The Threads API. Short tokens are exchanged for long ones, which are refreshed by themselves. */
export function createThreads(): Network {
  const oauth = createOAuthServer({ network: 'threads', tokenPrefix: 'THAA', accessLife: 'limited', refreshing: 'none' })

  const exchangeCode = (exchange: Exchange): Answer => {
    const { request } = exchange
    const body = { grant_type: 'authorization_code', ...request.body }
    const granted = oauth.grant(Object.assign(exchange, { request: { ...request, body } }))
    if (typeof granted === 'string') throw refuseThreads({ code: 101, message: `Invalid authorization code (${granted})`, type: 'OAuthException' })
    // The id comes as a number that is longer than JavaScript can hold, as it really does.
    const text = `{"access_token":${JSON.stringify(granted.accessToken)},"user_id":${userOf(granted.account).id}}`
    return { status: 200, text, headers: { 'content-type': 'application/json' } }
  }
  const longer =
    (grantType: string) =>
    (exchange: Exchange): Answer => {
      const { request, world } = exchange
      const token = request.query.get('access_token') ?? ''
      const { account, state } = readToken({ token, world })
      if (request.query.get('grant_type') !== grantType) throw refuseThreads({ code: 100, message: `Param grant_type must be ${grantType}` })
      if (token === '') return threadsErrors.unauthorized('missing')
      if (state === 'expired' || state === 'revoked') return threadsErrors.unauthorized(state)
      const { accessToken, expiresInSeconds } = oauth.issue({ exchange, account, scope: '', clientId: 'threads' })
      return { status: 200, json: { access_token: accessToken, token_type: 'bearer', expires_in: expiresInSeconds } }
    }

  return {
    name: 'threads',
    displayName: 'Threads',
    errors: threadsErrors,
    tokenOf: (request) => bearerToken(request) ?? request.query.get('access_token') ?? readText(request.body.access_token),
    rewrite: ({ path }) => path.replace(/^\/v\d+\.\d+(?=\/)/, ''),
    routes: [
      { method: 'GET', path: '/oauth/authorize', operation: 'auth', isOpen: true, handle: oauth.authorize },
      { method: 'POST', path: '/oauth/access_token', operation: 'auth', isOpen: true, handle: exchangeCode },
      { method: 'GET', path: '/access_token', operation: 'auth', isOpen: true, handle: longer('th_exchange_token') },
      { method: 'GET', path: '/refresh_access_token', operation: 'auth', isOpen: true, handle: longer('th_refresh_token') },
      {
        method: 'GET',
        path: '/me',
        operation: 'describe',
        handle: ({ account }) => ({ status: 200, json: { ...userOf(account), name: account, threads_biography: '' } }),
      },
      ...publishRoutes(),
    ],
  }
}
