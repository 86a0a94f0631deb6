import { bearerToken } from '../kit/bearer-token.ts'
import { createOAuthServer, type OAuthFault } from '../oauth/create-oauth-server.ts'
import type { Network } from '../server/network.ts'
import { memberOf } from './authors.ts'
import { versioned } from './check-version.ts'
import { linkedinErrors } from './linkedin-errors.ts'
import { mediaRoutes, type Assets } from './media-routes.ts'
import { postRoutes } from './post-routes.ts'

const faultTexts: Readonly<Record<OAuthFault, string>> = {
  invalid_client: 'Client authentication failed',
  invalid_grant: 'The provided authorization grant or refresh token is invalid, expired or revoked.',
  invalid_request: 'A required parameter is missing',
  unsupported_grant_type: 'The grant type is not supported',
}

/** LinkedIn's versioned API, for members and organizations. The account is the member's id. */
export function createLinkedin(): Network {
  const assets: Assets = new Map()
  const oauth = createOAuthServer({ network: 'linkedin', accessLife: 'limited', refreshing: 'stable' })
  return {
    name: 'linkedin',
    displayName: 'LinkedIn',
    errors: linkedinErrors,
    tokenOf: (request) => bearerToken(request),
    routes: [
      { method: 'GET', path: '/oauth/v2/authorization', operation: 'auth', isOpen: true, handle: oauth.authorize },
      {
        method: 'POST',
        path: '/oauth/v2/accessToken',
        operation: 'auth',
        isOpen: true,
        handle: (exchange) => {
          const granted = oauth.grant(exchange)
          if (typeof granted === 'string')
            return { status: granted === 'invalid_client' ? 401 : 400, json: { error: granted, error_description: faultTexts[granted] } }
          const { accessToken, refreshToken, expiresInSeconds, scope } = granted
          const refresh = { refresh_token: refreshToken, refresh_token_expires_in: 31_536_000 }
          return { status: 200, json: { access_token: accessToken, expires_in: expiresInSeconds, scope, token_type: 'Bearer', ...refresh } }
        },
      },
      {
        method: 'GET',
        path: '/v2/userinfo',
        operation: 'describe',
        handle: ({ account }) => ({
          status: 200,
          json: {
            sub: memberOf(account),
            name: account,
            given_name: account,
            family_name: '',
            locale: { country: 'US', language: 'en' },
            email_verified: true,
          },
        }),
      },
      {
        method: 'GET',
        path: '/rest/organizationAcls',
        operation: 'describe',
        handle: versioned(({ account, world }) => {
          const role = { role: 'ADMINISTRATOR', state: 'APPROVED', roleAssignee: `urn:li:person:${memberOf(account)}` }
          const elements = world.settings.linkedin.pages.map((page) => ({ organization: `urn:li:organization:${page}`, ...role }))
          return { status: 200, json: { paging: { start: 0, count: 10, links: [] }, elements } }
        }),
      },
      {
        method: 'GET',
        path: '/rest/organizations/:id',
        operation: 'describe',
        handle: versioned(({ params }) => ({
          status: 200,
          json: { id: Number(params.id), localizedName: `Organization ${params.id}`, vanityName: `organization-${params.id}` },
        })),
      },
      ...mediaRoutes(assets),
      ...postRoutes(assets),
    ],
  }
}
