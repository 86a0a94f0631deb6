import { refuseMedia } from '../kit/refuse-media.ts'
import { requireText } from '../kit/require-text.ts'
import type { PublishItem } from '../port/publish-item.ts'
import { discordCapabilities } from './capabilities.ts'
import type { DiscordPost } from './wire.ts'

/** Text alone, which pings nobody whatever it says. */
export function toDiscordPost(item: PublishItem): DiscordPost {
  const { displayName } = discordCapabilities
  refuseMedia({ item, displayName })
  return { content: requireText({ item, displayName }), allowed_mentions: { parse: [] } }
}
