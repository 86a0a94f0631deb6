import { stableDigits } from '../kit/stable-id.ts'
import type { PublishedItem } from '../ledger/published-item.ts'

/** https://discord.com/developers/docs/resources/message#message-object */
export function showMessage(item: PublishedItem): object {
  const { id, text, target, account, media, publishedAt, parentId, clientKey, record } = item
  return {
    id,
    type: parentId === null ? 0 : 19,
    channel_id: target,
    content: text,
    author: { id: stableDigits(account, 18), username: account, bot: true, avatar: null, discriminator: '0000' },
    attachments: media.map(({ mimeType, size, alt, url }, at) => ({
      id: `${BigInt(id) + BigInt(at + 1)}`,
      filename: `file-${at}`,
      content_type: mimeType,
      size,
      url,
      ...(alt === null ? {} : { description: alt }),
    })),
    embeds: record.embeds ?? [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: publishedAt.replace('Z', '000+00:00'),
    edited_timestamp: null,
    flags: 0,
    components: [],
    ...(record.webhookId ? { webhook_id: record.webhookId } : {}),
    ...(parentId === null ? {} : { message_reference: { type: 0, channel_id: target, message_id: parentId } }),
    ...(clientKey === null ? {} : { nonce: clientKey }),
  }
}
