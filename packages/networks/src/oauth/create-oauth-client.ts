import * as oauth from 'oauth4webapi'
import { isPrivateHost } from '../kit/is-private-host.ts'
import type { OAuthClient, Tokens } from '../port/oauth-client.ts'
import type { OAuthSettings } from '../settings/network-settings.ts'
import { createLongLivedTokens } from './create-long-lived-tokens.ts'
import { mapOAuthError } from './map-oauth-error.ts'
import { toStandardTokenAnswer } from './to-standard-token-answer.ts'

/** OAuth 2.0 for one application, whatever the network; with PKCE where the network knows it. */
export function createOAuthClient({ application, fetch }: { application: OAuthSettings; fetch: typeof globalThis.fetch }): OAuthClient {
  const { issuer, authorizationUrl, tokenUrl, scopes, extraParameters, clientId, pkce = 'S256', scopeSeparator = ' ', endedGrantErrors } = application
  const server: oauth.AuthorizationServer = { issuer, authorization_endpoint: authorizationUrl, token_endpoint: tokenUrl }
  const client: oauth.Client = { client_id: clientId }
  const authentication = authenticationOf(application)
  const longLived = createLongLivedTokens({ application, fetch })
  const requestOptions = (signal: AbortSignal) => ({
    signal,
    // Networks are asked over https alone; a server on the own machine or in its private network may do without.
    [oauth.allowInsecureRequests]: isPrivateHost(new URL(tokenUrl).hostname),
    // The library types its own init; fetch takes all of it. Tokens follow no redirect.
    [oauth.customFetch]: async (url: string, init: object) =>
      toStandardTokenAnswer({ response: await fetch(url, { ...init, redirect: 'manual' }), endedGrantErrors }),
  })
  return {
    begin: async ({ state, codeVerifier, redirectUrl }) => {
      const url = new URL(authorizationUrl)
      const parameters = {
        ...extraParameters,
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUrl,
        scope: scopes.join(scopeSeparator),
        state,
        ...(pkce === 'none' ? {} : { code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier), code_challenge_method: pkce }),
      }
      for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value)
      return { url: url.href }
    },
    exchange: async ({ parameters, state, codeVerifier, redirectUrl, signal }) => {
      try {
        const checked = oauth.validateAuthResponse(server, client, parameters, state)
        const verifier = pkce === 'none' ? oauth.nopkce : codeVerifier
        const response = await oauth.authorizationCodeGrantRequest(server, client, authentication, checked, redirectUrl, verifier, requestOptions(signal))
        const tokens = toTokens(await oauth.processAuthorizationCodeResponse(server, client, response))
        return longLived ? await longLived.exchange({ accessToken: tokens.accessToken, signal }) : tokens
      } catch (error) {
        throw mapOAuthError(error)
      }
    },
    refresh: async ({ refreshToken, signal }) => {
      if (longLived) return longLived.refresh({ accessToken: refreshToken, signal })
      try {
        const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, requestOptions(signal))
        return toTokens(await oauth.processRefreshTokenResponse(server, client, response))
      } catch (error) {
        throw mapOAuthError(error)
      }
    },
  }
}

function authenticationOf({ clientAuthentication, clientSecret }: OAuthSettings): oauth.ClientAuth {
  if (clientAuthentication === 'none' || clientSecret === null) return oauth.None()
  return clientAuthentication === 'client_secret_post' ? oauth.ClientSecretPost(clientSecret) : clientSecretBasic(clientSecret)
}

// The library's own escapes `-`, `_` and `.` too, which a network that reads the header as it stands takes for a wrong secret. What reads escapes reads both.
const clientSecretBasic =
  (clientSecret: string): oauth.ClientAuth =>
  (_, { client_id }, __, headers) =>
    headers.set('authorization', `Basic ${btoa(`${encodeURIComponent(client_id)}:${encodeURIComponent(clientSecret)}`)}`)

const toTokens = ({ access_token, refresh_token, expires_in }: oauth.TokenEndpointResponse): Tokens => ({
  accessToken: access_token,
  refreshToken: refresh_token ?? null,
  expiresInSeconds: expires_in ?? null,
})
