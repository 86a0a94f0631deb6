import * as oauth from 'oauth4webapi'
import type { OAuthClient, Tokens } from '../port/oauth-client.ts'
import type { OAuthSettings } from '../settings/network-settings.ts'
import { mapOAuthError } from './map-oauth-error.ts'
import { withoutEmptyRefreshToken } from './without-empty-refresh-token.ts'

/** OAuth 2.0 with PKCE for one application, whatever the network. */
export function createOAuthClient({ application, fetch }: { application: OAuthSettings; fetch: typeof globalThis.fetch }): OAuthClient {
  const { issuer, authorizationUrl, tokenUrl, scopes, extraParameters, clientId } = application
  const server: oauth.AuthorizationServer = { issuer, authorization_endpoint: authorizationUrl, token_endpoint: tokenUrl }
  const client: oauth.Client = { client_id: clientId }
  const authentication = authenticationOf(application)
  const requestOptions = (signal: AbortSignal) => ({
    signal,
    [oauth.allowInsecureRequests]: isLoopback(tokenUrl),
    // The library types its own init; fetch takes all of it. Tokens follow no redirect.
    [oauth.customFetch]: async (url: string, init: object) => withoutEmptyRefreshToken(await fetch(url, { ...init, redirect: 'manual' })),
  })
  return {
    authorizationUrl: async ({ state, codeVerifier, redirectUrl }) => {
      const url = new URL(authorizationUrl)
      const parameters = {
        ...extraParameters,
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUrl,
        scope: scopes.join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value)
      return url.href
    },
    exchange: async ({ parameters, state, codeVerifier, redirectUrl, signal }) => {
      try {
        const checked = oauth.validateAuthResponse(server, client, parameters, state)
        const response = await oauth.authorizationCodeGrantRequest(server, client, authentication, checked, redirectUrl, codeVerifier, requestOptions(signal))
        return toTokens(await oauth.processAuthorizationCodeResponse(server, client, response))
      } catch (error) {
        throw mapOAuthError(error)
      }
    },
    refresh: async ({ refreshToken, signal }) => {
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
  return clientAuthentication === 'client_secret_post' ? oauth.ClientSecretPost(clientSecret) : oauth.ClientSecretBasic(clientSecret)
}

// Networks are asked over https alone; a provider on the own machine, for trials, may do without.
function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

const toTokens = ({ access_token, refresh_token, expires_in }: oauth.TokenEndpointResponse): Tokens => ({
  accessToken: access_token,
  refreshToken: refresh_token ?? null,
  expiresInSeconds: expires_in ?? null,
})
