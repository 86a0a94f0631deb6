import type { Network } from '../server/network.ts'
import { telegramErrors } from './telegram-errors.ts'
import { telegramRoutes } from './telegram-routes.ts'

/** Telegram's bot API. The account is the bot's token. */
export function createTelegram(): Network {
  return {
    name: 'telegram',
    displayName: 'Telegram',
    errors: telegramErrors,
    tokenOf: ({ path }) => /^\/bot([^/]+)\//.exec(path)?.[1] ?? null,
    rate: { limit: 20, windowMs: 60_000, headers: () => ({}) },
    routes: telegramRoutes,
  }
}
