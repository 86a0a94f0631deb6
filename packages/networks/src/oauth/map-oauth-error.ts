import * as oauth from 'oauth4webapi'
import { NetworkError } from '../port/network-error.ts'

const endedToken = /token\b.*\b(?:invalid|expired|revoked)/i

/** What went wrong in the OAuth protocol, without codes or tokens. */
export function mapOAuthError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error
  if (error instanceof oauth.ResponseBodyError) {
    // X and LinkedIn tell of a token that ended by a description alone.
    if (error.error === 'invalid_grant' || (error.error === 'invalid_request' && endedToken.test(error.error_description ?? ''))) {
      return new NetworkError({ kind: 'credentials_expired', message: 'The network no longer takes what it gave. Connect the account again.' })
    }
    return new NetworkError({
      kind: 'unavailable',
      message: `The network refused this Flow’s own OAuth application (${error.error}). Its operator must check the client id and secret.`,
    })
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    return new NetworkError({ kind: 'permission_missing', message: `The network did not give access (${error.error}).` })
  }
  return new NetworkError({ kind: 'unavailable', message: 'The network gave no usable answer about access. Try again in a while.' })
}
