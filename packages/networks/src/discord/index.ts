import type { NetworkAdapter } from '../port/network-adapter.ts'
import { createAskDiscord } from './ask-discord.ts'
import { discordCapabilities } from './capabilities.ts'
import { publishDiscord } from './publish.ts'
import { probeDiscord } from './probe.ts'
import { verifyDiscord } from './verify.ts'

const ownBaseUrl = 'https://discord.com'

/** A Discord channel, by one of its incoming webhooks or by a bot. */
export function createDiscord({
  baseUrl = ownBaseUrl,
  apiVersion = 'v10',
}: {
  baseUrl?: string | undefined
  apiVersion?: string | undefined
} = {}): NetworkAdapter {
  const ask = createAskDiscord({ baseUrl, version: apiVersion })
  return {
    network: 'discord',
    capabilities: discordCapabilities,
    // A repeat under the same nonce has no second effect, but for minutes alone: not long enough to rely on.
    capabilitiesFor: ({ botToken }) => ({ isProbeable: Boolean(botToken) }),
    verify: (input) => verifyDiscord({ input, ask }),
    submit: (input) => publishDiscord({ input, ask }),
    probe: (input) => probeDiscord({ input, ask }),
  }
}
