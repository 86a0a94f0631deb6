import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type TelegramBot = { botToken: string; chatId: string }

export function readBot({ botToken, chatId }: Credentials): TelegramBot {
  if (botToken === undefined || !/^\d+:[A-Za-z0-9_-]+$/.test(botToken) || chatId === undefined) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The bot token or the channel is missing. Connect again with both.' })
  }
  return { botToken, chatId }
}
