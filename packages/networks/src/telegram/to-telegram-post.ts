import { requireText } from '../kit/require-text.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { telegramCapabilities } from './capabilities.ts'
import type { TelegramPost } from './wire.ts'

export function toTelegramPost({ content, mediaKeys, chatId }: Pick<PublishInput, 'content' | 'mediaKeys'> & { chatId: string }): TelegramPost {
  return { chat_id: chatId, text: requireText({ content, mediaKeys, capabilities: telegramCapabilities }) }
}
