import { bearerToken } from '../kit/bearer-token.ts'
import type { Network } from '../server/network.ts'
import { botRoutes } from './bot-routes.ts'
import { discordErrors } from './discord-errors.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Discord's API v10: webhooks and bots. The account is the id of the webhook, or the bot's token. */
export function createDiscord(): Network {
  return {
    name: 'discord',
    displayName: 'Discord',
    errors: discordErrors,
    tokenOf: (request) => /^\/api\/[^/]+\/webhooks\/([^/]+)\//.exec(request.path)?.[1] ?? bearerToken(request, 'Bot'),
    rewrite: ({ path }) => path.replace(/^\/api\/(?!v\d+\/)/, '/api/v10/'),
    rate: {
      limit: 30,
      windowMs: 60_000,
      headers: ({ limit, remaining, resetAtMs, nowMs }) => ({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': (resetAtMs / 1_000).toFixed(3),
        'x-ratelimit-reset-after': ((resetAtMs - nowMs) / 1_000).toFixed(3),
        'x-ratelimit-bucket': 'abcd1234',
      }),
    },
    routes: [...webhookRoutes, ...botRoutes()],
  }
}
