import { requireText } from '../kit/require-text.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { telegramCapabilities } from './capabilities.ts'
import { toTarget } from './to-target.ts'
import type { TelegramCall } from './wire.ts'

/** @param replyTo the message that it answers */
export function toTelegramPost({ item, chatId, replyTo }: { item: PublishItem; chatId: string; replyTo: string | null }): TelegramCall {
  const text = requireText({ item, displayName: telegramCapabilities.displayName })
  const preview = item.options.linkPreview === false ? { link_preview_options: { is_disabled: true } } : {}
  return { method: 'sendMessage', fields: { ...toTarget({ item, chatId, replyTo }), text, ...preview }, files: [] }
}
