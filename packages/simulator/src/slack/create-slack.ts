import { bearerToken } from '../kit/bearer-token.ts'
import { readText } from '../kit/read-value.ts'
import { stableDigits } from '../kit/stable-id.ts'
import { createOAuthServer } from '../oauth/create-oauth-server.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { fileRoutes } from './file-routes.ts'
import { messageRoutes, slackMethod } from './message-routes.ts'
import { readChannel, type Joined } from './slack-channel.ts'
import { refuseSlack, slackErrors } from './slack-errors.ts'

/** Slack's Web API, as a bot. The account is the bot's token. */
export function createSlack(): Network {
  const joined: Joined = new Set()
  const oauth = createOAuthServer({ network: 'slack', tokenPrefix: 'xoxb-', accessLife: 'endless', refreshing: 'none' })
  const channelOf = (exchange: Exchange, value: unknown) => {
    const id = readChannel({ exchange, value })
    const named = readText(value) ?? ''
    const isMember = !exchange.world.settings.unjoinedTargets.includes(named) || joined.has(`${exchange.account}\n${named}`)
    return { id, name: named.replace(/^#/, '').toLowerCase(), is_channel: true, is_private: false, is_archived: false, is_member: isMember }
  }
  const grant = (exchange: Exchange): object => {
    // The standard's grant type may be left out here.
    const { request } = exchange
    const granted = oauth.grant(Object.assign(exchange, { request: { ...request, body: { grant_type: 'authorization_code', ...request.body } } }))
    if (typeof granted === 'string') throw refuseSlack({ invalid_grant: 'invalid_code', invalid_client: 'invalid_client_id' }[granted as string] ?? granted)
    const { accessToken, account, scope } = granted
    return {
      access_token: accessToken,
      token_type: 'bot',
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
      { method: 'GET', path: '/oauth/v2/authorize', operation: 'auth', isOpen: true, handle: oauth.authorize },
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
