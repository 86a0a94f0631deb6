import { bearerToken } from '../kit/bearer-token.ts'
import { readText } from '../kit/read-value.ts'
import { createOAuthServer, type OAuthFault } from '../oauth/create-oauth-server.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { mastodonErrors, refuseValidation } from './mastodon-errors.ts'
import { mediaRoutes, type Attachments } from './media.ts'
import { showAccount } from './show-account.ts'
import { showInstance } from './show-instance.ts'
import { statusRoutes } from './status-routes.ts'

const oauthFaults: Readonly<Record<OAuthFault, { status: number; text: string }>> = {
  invalid_client: {
    status: 401,
    text: 'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  },
  invalid_grant: {
    status: 400,
    text: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  },
  invalid_request: { status: 400, text: 'Missing required parameter.' },
  unsupported_grant_type: { status: 400, text: 'The authorization grant type is not supported by the authorization server.' },
}

/** One Mastodon instance. */
export function createMastodon(): Network {
  const attachments: Attachments = new Map()
  const oauth = createOAuthServer({ network: 'mastodon', accessLife: 'endless', refreshing: 'none' })

  const token = (exchange: Exchange): Answer => {
    const granted = oauth.grant(exchange)
    if (typeof granted === 'string') return { status: oauthFaults[granted].status, json: { error: granted, error_description: oauthFaults[granted].text } }
    const createdAt = Math.floor(exchange.world.nowMs() / 1_000)
    return { status: 200, json: { access_token: granted.accessToken, token_type: 'Bearer', scope: granted.scope || 'read', created_at: createdAt } }
  }
  const createApp = ({ request: { body }, world }: Exchange): Answer => {
    const name = readText(body.client_name)
    const redirects = Array.isArray(body.redirect_uris) ? body.redirect_uris.map(String) : (readText(body.redirect_uris)?.split('\n') ?? [])
    if (!name) throw refuseValidation("Application name can't be blank")
    if (redirects.length === 0) throw refuseValidation("Redirect URI can't be blank")
    if (redirects.some((uri) => !URL.canParse(uri))) throw refuseValidation('Redirect URI must be an absolute URI.')
    const id = String(world.nextNumber())
    const scopes = (readText(body.scopes) ?? 'read').split(' ')
    const secrets = { client_id: `client_mastodon_${id}`, client_secret: `secret_mastodon_${id}`, client_secret_expires_at: 0 }
    return {
      status: 200,
      json: { id, name, website: readText(body.website), scopes, redirect_uri: redirects.join('\n'), redirect_uris: redirects, ...secrets, vapid_key: '' },
    }
  }

  return {
    name: 'mastodon',
    displayName: 'Mastodon',
    errors: mastodonErrors,
    tokenOf: (request) => bearerToken(request),
    rate: {
      limit: 300,
      windowMs: 300_000,
      headers: ({ limit, remaining, resetAtMs }) => ({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': new Date(resetAtMs).toISOString(),
      }),
    },
    routes: [
      { method: 'POST', path: '/api/v1/apps', operation: 'auth', isOpen: true, handle: createApp },
      { method: 'GET', path: '/oauth/authorize', operation: 'auth', isOpen: true, handle: oauth.authorize },
      { method: 'POST', path: '/oauth/token', operation: 'auth', isOpen: true, handle: token },
      {
        method: 'POST',
        path: '/oauth/revoke',
        operation: 'auth',
        isOpen: true,
        handle: ({ request, world }) => {
          world.tokens.revoke(readText(request.body.token) ?? '')
          return { status: 200, json: {} }
        },
      },
      {
        method: 'GET',
        path: '/api/v1/accounts/verify_credentials',
        operation: 'describe',
        handle: ({ account, baseUrl }) => ({
          status: 200,
          json: { ...showAccount({ account, baseUrl }), source: { privacy: 'public', sensitive: false, language: null } },
        }),
      },
      { method: 'GET', path: '/api/v2/instance', operation: 'describe', isOpen: true, handle: (exchange) => ({ status: 200, json: showInstance(exchange) }) },
      ...mediaRoutes(attachments),
      ...statusRoutes(attachments),
    ],
  }
}
