import { createDiscord } from './discord/index.ts'
import { feed } from './feed/index.ts'
import type { NetworkRegistry } from './port/network-adapter.ts'
import { sandbox } from './sandbox/index.ts'
import type { NetworkSettings } from './settings/network-settings.ts'
import { createTelegram } from './telegram/index.ts'

/** Every adapter of this Flow, each speaking to its network, or to where the settings say instead. */
export function createNetworks({ baseUrls }: Pick<NetworkSettings, 'baseUrls'>): NetworkRegistry {
  const adapters = [createDiscord({ baseUrl: baseUrls.discord }), feed, sandbox, createTelegram({ baseUrl: baseUrls.telegram })]
  return new Map(adapters.map((adapter) => [adapter.network, adapter]))
}
