import { requireText } from '../kit/require-text.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { discordCapabilities } from './capabilities.ts'
import type { DiscordPost } from './wire.ts'

/** Text alone, which pings nobody whatever it says. */
export function toDiscordPost({ content, mediaKeys }: Pick<PublishInput, 'content' | 'mediaKeys'>): DiscordPost {
  return { content: requireText({ content, mediaKeys, capabilities: discordCapabilities }), allowed_mentions: { parse: [] } }
}
