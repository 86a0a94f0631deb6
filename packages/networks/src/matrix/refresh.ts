import { readNumber, readText } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Tokens } from '../port/oauth-client.ts'
import { askMatrix } from './ask-matrix.ts'
import { findBaseUrl } from './find-base-url.ts'

/** https://spec.matrix.org/v1.16/client-server-api/#refreshing-access-tokens */
export async function refreshMatrix(input: AccountInput): Promise<Tokens> {
  const { refreshToken } = input.credentials
  if (!refreshToken) {
    throw new NetworkError({
      kind: 'credentials_expired',
      message: 'The Matrix access token has ended, and there is no refresh token. Log in anew and connect again.',
    })
  }
  const path = '/client/v3/refresh'
  const baseUrl = input.credentials.baseUrl || (await findBaseUrl(input))
  const found = { ...input, credentials: { ...input.credentials, baseUrl } }
  const answer = await askMatrix({ input: found, method: 'POST', path, json: { refresh_token: refreshToken }, expected: ['M_FORBIDDEN', 'M_UNKNOWN_TOKEN'] })
  if (readText(answer.errcode) !== null) {
    throw new NetworkError({
      kind: 'credentials_expired',
      message: 'The Matrix server no longer takes the refresh token: it has ended, or another client has used it. Log in anew and connect again.',
    })
  }
  const accessToken = readText(answer.access_token)
  if (accessToken === null) throw new NetworkError({ kind: 'unavailable', message: 'The Matrix server gave no new access token.' })
  const expiresInMs = readNumber(answer.expires_in_ms)
  return {
    accessToken,
    refreshToken: readText(answer.refresh_token),
    expiresInSeconds: expiresInMs === null ? null : Math.floor(expiresInMs / 1_000),
  }
}
