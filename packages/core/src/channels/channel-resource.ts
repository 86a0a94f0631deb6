import type { Schemas } from '@flow/contract/types'
import type { ChannelRow } from './channel-rows.ts'

/** A channel as callers and events see it. */
export function toChannelResource({ channel, publicUrl }: { channel: ChannelRow; publicUrl: string }): Schemas['Channel'] {
  return {
    id: channel.id,
    mode: channel.mode,
    name: channel.name,
    color: channel.color,
    timezone: channel.timezone,
    connectionIds: channel.connectionIds,
    feedEnabled: channel.feedEnabled,
    feedUrl: feedUrl({ feedSlug: channel.feedSlug, publicUrl }),
    createdAt: channel.createdAt.toISOString(),
    updatedAt: channel.updatedAt.toISOString(),
  }
}

/** The page of a channel's built-in feed; test channels have none. */
export function feedUrl({ feedSlug, publicUrl }: { feedSlug: string | null; publicUrl: string }): string | null {
  return feedSlug === null ? null : `${publicUrl}/feeds/${feedSlug}`
}
