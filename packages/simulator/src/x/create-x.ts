import { bearerToken } from '../kit/bearer-token.ts'
import { createOAuthServer } from '../oauth/create-oauth-server.ts'
import type { Network } from '../server/network.ts'
import { mediaRoutes, type XMedias } from './media-routes.ts'
import { tweetRoutes, userOf } from './tweet-routes.ts'
import { xErrors } from './x-errors.ts'

/** X's API v2, as a person by OAuth 2.0. */
export function createX(): Network {
  const medias: XMedias = new Map()
  const oauth = createOAuthServer({ network: 'x', accessLife: 'limited', refreshing: 'rotating', needsPkce: true })
  return {
    name: 'x',
    displayName: 'X',
    errors: xErrors,
    tokenOf: (request) => bearerToken(request),
    rate: {
      limit: 100,
      windowMs: 900_000,
      headers: ({ limit, remaining, resetAtMs }) => ({
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(remaining),
        'x-rate-limit-reset': String(Math.ceil(resetAtMs / 1_000)),
      }),
    },
    routes: [
      { method: 'GET', path: '/i/oauth2/authorize', operation: 'auth', isOpen: true, handle: oauth.authorize },
      {
        method: 'POST',
        path: '/2/oauth2/token',
        operation: 'auth',
        isOpen: true,
        handle: (exchange) => {
          const granted = oauth.grant(exchange)
          if (granted === 'invalid_client')
            return { status: 401, json: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' } }
          // X says this of used and unknown tokens too, where the standard has invalid_grant.
          if (typeof granted === 'string')
            return { status: 400, json: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' } }
          const { accessToken, refreshToken, expiresInSeconds, scope } = granted
          const withRefresh = scope === '' || scope.split(' ').includes('offline.access') ? { refresh_token: refreshToken } : {}
          return { status: 200, json: { token_type: 'bearer', expires_in: expiresInSeconds, access_token: accessToken, scope, ...withRefresh } }
        },
      },
      { method: 'GET', path: '/2/users/me', operation: 'describe', handle: ({ account }) => ({ status: 200, json: { data: userOf(account) } }) },
      ...mediaRoutes(medias),
      ...tweetRoutes(medias),
    ],
  }
}
