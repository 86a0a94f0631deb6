import type { PublishItem } from '../port/publish-item.ts'

/** Where a message goes, and how: the same for texts and media. */
export function toTarget({ item, chatId, replyTo }: { item: PublishItem; chatId: string; replyTo: string | null }): Record<string, unknown> {
  const { silent, protect } = item.options
  return {
    chat_id: chatId,
    ...(silent === true ? { disable_notification: true } : {}),
    ...(protect === true ? { protect_content: true } : {}),
    ...(replyTo === null ? {} : { reply_parameters: { message_id: Number(replyTo) } }),
  }
}
