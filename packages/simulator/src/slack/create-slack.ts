import { bearerToken } from '../kit/bearer-token.ts'
import { readText } from '../kit/read-value.ts'
import { stableDigits } from '../kit/stable-id.ts'
import { createOAuthServer, type OAuthFault } from '../oauth/create-oauth-server.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { fileRoutes } from './file-routes.ts'
import { messageRoutes, slackMethod } from './message-routes.ts'
import { readChannel, type Joined } from './slack-channel.ts'
import { refuseSlack, slackErrors } from './slack-errors.ts'

/** Slack's Web API, as a bot. The account is the bot's token. */
export function createSlack(): Network {
  const joined: Joined = new Set()
  const lasting = createOAuthServer({ network: 'slack', tokenPrefix: 'xoxb-', accessLife: 'endless', refreshing: 'none' })
  // https://docs.slack.dev/authentication/using-token-rotation, read 2026-11-23: an application that chose it has tokens of 12 hours.
  const rotating = createOAuthServer({
    network: 'slack',
    tokenPrefix: 'xoxe.xoxb-',
    refreshPrefix: 'xoxe-1-',
    accessLife: 'limited',
    refreshing: 'rotating',
  })
  const oauthOf = ({ world }: Exchange) => (world.settings.rotatesTokens ? rotating : lasting)
  const channelOf = (exchange: Exchange, value: unknown) => {
    const id = readChannel({ exchange, value })
    const named = readText(value) ?? ''
    const isMember = !exchange.world.settings.unjoinedTargets.includes(named) || joined.has(`${exchange.account}\n${named}`)
    return { id, name: named.replace(/^#/, '').toLowerCase(), is_channel: true, is_private: false, is_archived: false, is_member: isMember }
  }
  const grant = (exchange: Exchange): object => {
    // The standard's grant type may be left out here.
    const { request } = exchange
    const body: typeof request.body = { grant_type: 'authorization_code', ...request.body }
    if (!readText(body.client_secret) && request.headers.authorization === undefined) throw refuseSlack('bad_client_secret')
    const granted = oauthOf(exchange).grant(Object.assign(exchange, { request: { ...request, body } }))
    if (typeof granted === 'string') throw refuseSlack(wordOf({ fault: granted, isRefresh: body.grant_type === 'refresh_token' }))
    const { accessToken, refreshToken, expiresInSeconds, account, scope } = granted
    return {
      access_token: accessToken,
      token_type: 'bot',
      ...(refreshToken === null ? {} : { refresh_token: refreshToken, expires_in: expiresInSeconds }),
      scope: scope || 'chat:write,channels:read,channels:join,files:write',
      bot_user_id: `U${stableDigits(account, 10)}`,
      app_id: 'A0SIMULATOR',
      team: { id: 'T0SIMULATOR', name: 'Simulator' },
      enterprise: null,
      authed_user: { id: `U${stableDigits(`person ${account}`, 10)}` },
    }
  }
  return {
    name: 'slack',
    displayName: 'Slack',
    errors: slackErrors,
    tokenOf: (request) => bearerToken(request) ?? readText(request.body.token) ?? request.query.get('token'),
    rate: { limit: 60, windowMs: 60_000, headers: () => ({}) },
    routes: [
      { method: 'GET', path: '/oauth/v2/authorize', operation: 'auth', isOpen: true, handle: (exchange) => oauthOf(exchange).authorize(exchange) },
      ...slackMethod({ name: 'oauth.v2.access', operation: 'auth', isOpen: true, run: grant }),
      ...slackMethod({
        name: 'auth.test',
        operation: 'describe',
        run: ({ account }) => ({
          url: 'https://simulator.slack.com/',
          team: 'Simulator',
          user: account.slice(0, 40),
          team_id: 'T0SIMULATOR',
          user_id: `U${stableDigits(account, 10)}`,
          bot_id: `B${stableDigits(account, 10)}`,
        }),
      }),
      ...slackMethod({ name: 'conversations.info', operation: 'describe', run: (exchange, { channel }) => ({ channel: channelOf(exchange, channel) }) }),
      ...slackMethod({
        name: 'conversations.join',
        operation: 'edit',
        run: (exchange, { channel }) => {
          readChannel({ exchange, value: channel })
          joined.add(`${exchange.account}\n${readText(channel)}`)
          return { channel: channelOf(exchange, channel) }
        },
      }),
      ...messageRoutes({ joined }),
      ...fileRoutes({ joined }),
    ],
  }
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access#errors, read 2026-11-23 */
function wordOf({ fault, isRefresh }: { fault: OAuthFault; isRefresh: boolean }): string {
  if (fault === 'invalid_grant') return isRefresh ? 'invalid_refresh_token' : 'invalid_code'
  return { invalid_client: 'invalid_client_id', unsupported_grant_type: 'invalid_grant_type', invalid_request: 'invalid_arguments' }[fault]
}
