import { readNumber, readObject } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import { toAccount } from './from-telegram-response.ts'
import type { TelegramCall } from './wire.ts'

type Ask = (method: TelegramCall['method'], fields: TelegramCall['fields']) => Promise<unknown>

/** Asks who the bot is, which chat it is, and in a channel whether the bot may post there. */
export async function verifyTelegram({ chatId, ask }: { chatId: string; ask: Ask }): Promise<Account> {
  const botId = readNumber(readObject(await ask('getMe', {})).id)
  const chat = await ask('getChat', { chat_id: chatId })
  if (readObject(chat).type !== 'channel') return toAccount(chat)
  const member = readObject(await ask('getChatMember', { chat_id: chatId, user_id: botId }))
  const mayPost = member.status === 'creator' || (member.status === 'administrator' && member.can_post_messages === true)
  if (mayPost) return toAccount(chat)
  throw new NetworkError({
    kind: 'permission_missing',
    message: 'The bot may not post in this channel. Make it an administrator who may post messages, and connect again.',
  })
}
