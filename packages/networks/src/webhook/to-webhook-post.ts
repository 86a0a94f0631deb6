import { NetworkError } from '../port/network-error.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { WebhookPost } from './wire.ts'

export function toWebhookPost({ item, clientKey, clock }: Pick<PublishInput, 'item' | 'clientKey' | 'clock'>): WebhookPost {
  const { text, title, media, rest } = item
  if (text.trim() === '' && !title && media.length === 0) {
    throw new NetworkError({ kind: 'content_rejected', message: 'There is nothing to send. Write something, or add media, and post again.' })
  }
  return {
    id: clientKey,
    type: 'post.published',
    timestamp: clock.now().toISOString(),
    data: { text, title, media: media.map(({ publicUrl, contentType, altText }) => ({ url: publicUrl, contentType, altText })), parts: [...rest] },
  }
}
