import { stableDigits } from '../kit/stable-id.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'

/** A time as Slack names messages by, which no other message of the workspace has. */
export function nextTs({ world }: Exchange): string {
  return `${Math.floor(world.nowMs() / 1_000)}.${String(world.nextNumber() % 1_000_000).padStart(6, '0')}`
}

export const messageId = ({ channel, ts }: { channel: string; ts: string }): string => `${channel}/${ts}`

export const tsOf = (id: string): string => id.slice(id.indexOf('/') + 1)

export function showSlackMessage({ item, withMetadata }: { item: PublishedItem; withMetadata: boolean }): object {
  const { record, account, text, id, parentId } = item
  return {
    type: 'message',
    user: `U${stableDigits(account, 10)}`,
    bot_id: `B${stableDigits(account, 10)}`,
    app_id: 'A0SIMULATOR',
    text,
    ts: tsOf(id),
    ...(record.blocks ? { blocks: record.blocks } : {}),
    ...(parentId === null ? {} : { thread_ts: tsOf(parentId) }),
    ...(record.files ? { files: record.files } : {}),
    ...(withMetadata && record.metadata ? { metadata: record.metadata } : {}),
  }
}
