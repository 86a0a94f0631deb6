import { readFlag, readObject, readText } from '../kit/read-value.ts'
import { createOAuthServer } from '../oauth/create-oauth-server.ts'
import type { Route } from '../server/network.ts'
import { matrixErrors, refuseMatrix } from './matrix-errors.ts'
import { userOf } from './rooms.ts'

/** Signing in with a password, and refresh tokens that work once. */
export function sessionRoutes(): Route[] {
  const tokens = createOAuthServer({ network: 'matrix', accessLife: 'limited', refreshing: 'rotating' })
  return [
    {
      method: 'POST',
      path: '/_matrix/client/v3/login',
      operation: 'auth',
      isOpen: true,
      handle: (exchange) => {
        const { body } = exchange.request
        const user = readText(readObject(body.identifier).user) ?? readText(body.user)
        const password = readText(body.password)
        if (body.type !== 'm.login.password') throw refuseMatrix({ status: 400, errcode: 'M_UNKNOWN', error: `Unknown login type ${body.type}` })
        if (!user || !password || /^(?:wrong|revoked|expired)-/.test(password))
          throw refuseMatrix({ status: 403, errcode: 'M_FORBIDDEN', error: 'Invalid username or password' })
        const { accessToken, refreshToken, expiresInSeconds } = tokens.issue({ exchange, account: user, scope: '', clientId: 'matrix' })
        const refresh = readFlag(body.refresh_token) ? { refresh_token: refreshToken, expires_in_ms: (expiresInSeconds ?? 0) * 1_000 } : {}
        return { status: 200, json: { user_id: userOf(user), access_token: accessToken, device_id: 'SIMULATOR', home_server: 'simulator.test', ...refresh } }
      },
    },
    {
      method: 'POST',
      path: '/_matrix/client/v3/refresh',
      operation: 'auth',
      isOpen: true,
      handle: (exchange) => {
        const { request } = exchange
        const body = { ...request.body, grant_type: 'refresh_token', client_id: 'matrix' }
        const granted = tokens.grant(Object.assign(exchange, { request: { ...request, body } }))
        if (typeof granted === 'string') return matrixErrors.unauthorized('revoked')
        return {
          status: 200,
          json: { access_token: granted.accessToken, refresh_token: granted.refreshToken, expires_in_ms: (granted.expiresInSeconds ?? 0) * 1_000 },
        }
      },
    },
    {
      method: 'GET',
      path: '/_matrix/client/v3/account/whoami',
      operation: 'describe',
      handle: ({ account }) => ({ status: 200, json: { user_id: userOf(account), device_id: 'SIMULATOR', is_guest: false } }),
    },
  ]
}
