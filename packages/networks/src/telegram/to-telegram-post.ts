import { refuseMedia } from '../kit/refuse-media.ts'
import { requireText } from '../kit/require-text.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { telegramCapabilities } from './capabilities.ts'
import type { TelegramPost } from './wire.ts'

export function toTelegramPost({ item, chatId }: { item: PublishItem; chatId: string }): TelegramPost {
  const { displayName } = telegramCapabilities
  refuseMedia({ item, displayName })
  return { chat_id: chatId, text: requireText({ item, displayName }) }
}
