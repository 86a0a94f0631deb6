import { createBluesky } from './bluesky/create-bluesky.ts'
import { createDevto } from './devto/create-devto.ts'
import { createDiscord } from './discord/create-discord.ts'
import { createGhost } from './ghost/create-ghost.ts'
import { createLinkedin } from './linkedin/create-linkedin.ts'
import { createMastodon } from './mastodon/create-mastodon.ts'
import { createMatrix } from './matrix/create-matrix.ts'
import { createNostr } from './nostr/create-nostr.ts'
import type { Network } from './server/network.ts'
import { createSlack } from './slack/create-slack.ts'
import { createTelegram } from './telegram/create-telegram.ts'
import { createThreads } from './threads/create-threads.ts'
import { createWebhook } from './webhook/create-webhook.ts'
import { createWordpress } from './wordpress/create-wordpress.ts'
import { createX } from './x/create-x.ts'

/** Every network that is played, with nothing in its memory yet. */
export function createNetworks(): Network[] {
  return [
    createBluesky(),
    createDevto(),
    createDiscord(),
    createGhost(),
    createLinkedin(),
    createMastodon(),
    createMatrix(),
    createNostr(),
    createSlack(),
    createTelegram(),
    createThreads(),
    createWebhook(),
    createWordpress(),
    createX(),
  ]
}
