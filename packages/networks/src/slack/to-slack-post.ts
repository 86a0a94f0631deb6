import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { slackCapabilities } from './capabilities.ts'
import { eventType, type SlackPost } from './wire.ts'

/** @param channel its ID */
export function toSlackPost({ item, channel, clientKey }: { item: PublishItem; channel: string; clientKey: string }): SlackPost {
  const thread = toThread(item)
  return {
    channel,
    text: requireText({ item, displayName: slackCapabilities.displayName }),
    metadata: { event_type: eventType, event_payload: { key: clientKey } },
    ...thread,
    ...(thread.thread_ts && item.options.broadcast === true ? { reply_broadcast: true } : {}),
    ...(item.options.linkPreview === false ? { unfurl_links: false, unfurl_media: false } : {}),
  }
}

/** Slack's threads are flat: every part answers the first message. */
export function toThread({ root }: PublishItem): { thread_ts?: string } {
  if (!root) return {}
  if (isTimestamp(root.remoteId)) return { thread_ts: root.remoteId }
  throw new NetworkError({
    kind: 'permission_missing',
    message: 'Flow could not find out which Slack message the thread began with. Give the app the scope files:read, and post the rest of the thread anew.',
  })
}

/** Whether an ID is a message's; a file's, which stands in where Slack does not say the message, is not. */
export const isTimestamp = (remoteId: string): boolean => /^\d+\.\d+$/.test(remoteId)
