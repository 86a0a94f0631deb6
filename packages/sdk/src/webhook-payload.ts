import type { Channel, Connection, Post } from './generated/types.gen.ts'

type Of<Type extends string, Data> = {
  /** The event's id, the same over all attempts: keep those you have handled. */
  id: string
  type: Type
  /** When it happened, RFC 3339. */
  timestamp: string
  /** The object that the event is about, as the API shows it. */
  data: Data
}

/** An event as a webhook gets it; `type` tells which. New types are added over time, so a `switch` needs a `default`. */
export type WebhookPayload =
  | Of<'post.created' | 'post.updated' | 'post.deleted' | 'post.delivered' | 'post.failed' | 'post.blocked' | 'post.stalled', { post: Post }>
  | Of<'channel.created' | 'channel.updated' | 'channel.deleted', { channel: Channel }>
  | Of<'connection.expired', { connection: Connection }>
  | Of<'webhook.test', { webhook: { id: string } }>
