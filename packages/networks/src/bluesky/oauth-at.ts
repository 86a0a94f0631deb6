import * as oauth from 'oauth4webapi'
import { mapOAuthError } from '../oauth/map-oauth-error.ts'
import type { Credentials } from '../port/credentials.ts'
import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { OAuthClient, Tokens } from '../port/oauth-client.ts'
import { dpopHandle, newPrivateKey, withNonce } from './dpop.ts'
import { findAuthorizationServer, readAuthorizationServer } from './find-authorization-server.ts'
import { newApplication, openApplication, scope, type BlueskyApplication } from './oauth-application.ts'
import { resolveDid, resolveIdentity } from './resolve-identity.ts'
import { toRequestOptions } from './to-request-options.ts'

type OAuthAt = NonNullable<NetworkAdapter['oauthAt']>
type Asked = Pick<AccountInput, 'fetch' | 'signal'>

const refused = (message: string) => new NetworkError({ kind: 'permission_missing', message })

/** atproto's profile of OAuth: pushed requests, and tokens that are bound to a key of each connection. https://atproto.com/specs/oauth */
export function createBlueskyOAuth({ directory }: { directory: string }): OAuthAt {
  return async ({ server, redirectUrl, documentUrl, application, fetch }) => {
    const kept = application ?? (await newApplication())
    const opened = await openApplication({ application: kept, redirectUrl, documentUrl })
    const begin: OAuthClient['begin'] = async ({ state, codeVerifier, fields, signal }) => {
      const asked = { fetch, signal }
      const identifier = fields.identifier?.replace(/^@/, '') ?? ''
      // Who gives an e-mail address or nothing says at the server who they are.
      const named = identifier === '' || identifier.includes('@') ? null : await resolveIdentity({ identifier, resolver: server, directory, ...asked })
      const authorizationServer = await findAuthorizationServer({ pds: named?.pds ?? server, ...asked })
      const key = await newPrivateKey()
      const parameters = {
        response_type: 'code',
        redirect_uri: opened.redirectUrl,
        scope,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(identifier === '' ? {} : { login_hint: identifier }),
      }
      const requestUri = await push({ opened, authorizationServer, key, parameters, ...asked })
      const url = new URL(authorizationServer.authorization_endpoint ?? '')
      url.searchParams.set('client_id', opened.client.client_id)
      url.searchParams.set('request_uri', requestUri)
      return { url: url.href, notes: { issuer: authorizationServer.issuer, dpopKey: key, ...(named ? { did: named.did } : {}) } }
    }
    const exchange: OAuthClient['exchange'] = async ({ parameters, state, codeVerifier, notes, signal }) => {
      const { issuer, dpopKey } = readNotes(notes)
      const asked = { fetch, signal }
      const authorizationServer = await readAuthorizationServer({ issuer, ...asked })
      const answer = await grant({
        key: dpopKey,
        authorizationServer,
        ...asked,
        ask: async (options) => {
          const { client, authentication } = opened
          const checked = oauth.validateAuthResponse(authorizationServer, client, parameters, state)
          const redirect = opened.redirectUrl
          const response = await oauth.authorizationCodeGrantRequest(authorizationServer, client, authentication, checked, redirect, codeVerifier, options)
          return oauth.processAuthorizationCodeResponse(authorizationServer, client, response)
        },
      })
      const did = readSubject(answer)
      if (notes.did !== undefined && did !== notes.did) throw refused('You signed in as another account than the one that you named. Begin again.')
      // Any server could say so of any account; the account's own document says which server may.
      const { pds } = await resolveDid({ did, directory, ...asked })
      const { issuer: rightful } = await findAuthorizationServer({ pds, ...asked })
      if (rightful !== issuer) throw refused('The account is at another server than the one that gave access, so nothing was connected.')
      return { ...toTokens(answer), credentials: { did, pds, issuer, dpopKey } }
    }
    const refresh: OAuthClient['refresh'] = async ({ refreshToken, credentials, signal }) => {
      const { issuer, dpopKey } = readNotes(credentials)
      const authorizationServer = await readAuthorizationServer({ issuer, fetch, signal })
      const answer = await grant({
        key: dpopKey,
        authorizationServer,
        fetch,
        signal,
        ask: async (options) => {
          const { client, authentication } = opened
          const response = await oauth.refreshTokenGrantRequest(authorizationServer, client, authentication, refreshToken, options)
          return oauth.processRefreshTokenResponse(authorizationServer, client, response)
        },
      })
      if (readSubject(answer) !== credentials.did) throw refused('The server gave access to another account. Connect the account again.')
      return toTokens(answer)
    }
    return { application: kept, client: { begin, exchange, refresh } }
  }
}

async function push({
  opened: { client, authentication },
  authorizationServer,
  key,
  parameters,
  ...asked
}: Asked & {
  opened: BlueskyApplication
  authorizationServer: oauth.AuthorizationServer
  key: string
  parameters: Record<string, string>
}): Promise<string> {
  try {
    const options = { DPoP: await dpopHandle(key), ...toRequestOptions({ url: authorizationServer.issuer, ...asked }) }
    const answer = await withNonce(async () => {
      const response = await oauth.pushedAuthorizationRequest(authorizationServer, client, authentication, parameters, options)
      return oauth.processPushedAuthorizationResponse(authorizationServer, client, response)
    })
    return answer.request_uri
  } catch (error) {
    throw mapOAuthError(error)
  }
}

async function grant({
  ask,
  key,
  authorizationServer,
  ...asked
}: Asked & {
  ask: (options: oauth.TokenEndpointRequestOptions) => Promise<oauth.TokenEndpointResponse>
  key: string
  authorizationServer: oauth.AuthorizationServer
}): Promise<oauth.TokenEndpointResponse> {
  try {
    const options = { DPoP: await dpopHandle(key), ...toRequestOptions({ url: authorizationServer.issuer, ...asked }) }
    return await withNonce(() => ask(options))
  } catch (error) {
    throw mapOAuthError(error)
  }
}

function readNotes({ issuer, dpopKey }: Credentials): { issuer: string; dpopKey: string } {
  if (issuer && dpopKey) return { issuer, dpopKey }
  throw new NetworkError({ kind: 'credentials_expired', message: 'Flow no longer has what it needs for this account. Connect it again.' })
}

function readSubject({ sub, scope: given, token_type: type }: oauth.TokenEndpointResponse): string {
  if (type === 'dpop' && typeof sub === 'string' && given?.split(' ').includes('atproto')) return sub
  throw refused('The server did not say which account it gave access to.')
}

const toTokens = ({ access_token, refresh_token, expires_in }: oauth.TokenEndpointResponse): Tokens => ({
  accessToken: access_token,
  refreshToken: refresh_token ?? null,
  expiresInSeconds: expires_in ?? null,
})
