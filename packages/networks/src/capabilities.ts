import { blueskyCapabilities } from './bluesky/capabilities.ts'
import { devtoCapabilities } from './devto/capabilities.ts'
import { discordCapabilities } from './discord/capabilities.ts'
import { feedCapabilities } from './feed/capabilities.ts'
import { ghostCapabilities } from './ghost/capabilities.ts'
import { linkedinCapabilities } from './linkedin/capabilities.ts'
import { mastodonCapabilities } from './mastodon/capabilities.ts'
import { matrixCapabilities } from './matrix/capabilities.ts'
import { nostrCapabilities } from './nostr/capabilities.ts'
import type { Capabilities } from './port/capabilities.ts'
import { sandboxCapabilities } from './sandbox/capabilities.ts'
import { slackCapabilities } from './slack/capabilities.ts'
import { telegramCapabilities } from './telegram/capabilities.ts'
import { threadsCapabilities } from './threads/capabilities.ts'
import { webhookCapabilities } from './webhook/capabilities.ts'
import { wordpressCapabilities } from './wordpress/capabilities.ts'
import { xCapabilities } from './x/capabilities.ts'

const all: readonly Capabilities[] = [
  blueskyCapabilities,
  devtoCapabilities,
  discordCapabilities,
  feedCapabilities,
  ghostCapabilities,
  linkedinCapabilities,
  mastodonCapabilities,
  matrixCapabilities,
  nostrCapabilities,
  sandboxCapabilities,
  slackCapabilities,
  telegramCapabilities,
  threadsCapabilities,
  webhookCapabilities,
  wordpressCapabilities,
  xCapabilities,
]

export const capabilities: ReadonlyMap<string, Capabilities> = new Map(all.map((each) => [each.network, each]))
