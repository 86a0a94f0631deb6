import { createBluesky } from './bluesky/index.ts'
import { createDevto } from './devto/index.ts'
import { createDiscord } from './discord/index.ts'
import { feed } from './feed/index.ts'
import { createGhost } from './ghost/index.ts'
import { createLinkedin } from './linkedin/index.ts'
import { createMastodon } from './mastodon/index.ts'
import { createMatrix } from './matrix/index.ts'
import { createNostr } from './nostr/index.ts'
import type { NetworkRegistry } from './port/network-adapter.ts'
import { sandbox } from './sandbox/index.ts'
import type { NetworkSettings } from './settings/network-settings.ts'
import { createSlack } from './slack/index.ts'
import { createTelegram } from './telegram/index.ts'
import { createThreads } from './threads/index.ts'
import { createWebhook } from './webhook/index.ts'
import { createWordPress } from './wordpress/index.ts'
import { createX } from './x/index.ts'

/** Every adapter of this Flow, each speaking to its network, or to where the settings say instead. */
export function createNetworks({ baseUrls, apiVersions = {} }: Pick<NetworkSettings, 'baseUrls' | 'apiVersions'>): NetworkRegistry {
  const adapters = [
    createBluesky({ baseUrl: baseUrls.bluesky }),
    createDevto(),
    createDiscord({ baseUrl: baseUrls.discord, apiVersion: apiVersions.discord }),
    feed,
    createGhost({ apiVersion: apiVersions.ghost }),
    createLinkedin({ baseUrl: baseUrls.linkedin, apiVersion: apiVersions.linkedin }),
    createMastodon(),
    createMatrix(),
    createNostr(),
    sandbox,
    createSlack({ baseUrl: baseUrls.slack }),
    createTelegram({ baseUrl: baseUrls.telegram }),
    createThreads({ baseUrl: baseUrls.threads, apiVersion: apiVersions.threads }),
    createWebhook(),
    createWordPress(),
    createX({ baseUrl: baseUrls.x }),
  ]
  return new Map(adapters.map((adapter) => [adapter.network, adapter]))
}
