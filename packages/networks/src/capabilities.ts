import { discordCapabilities } from './discord/capabilities.ts'
import { feedCapabilities } from './feed/capabilities.ts'
import type { Capabilities } from './port/capabilities.ts'
import { sandboxCapabilities } from './sandbox/capabilities.ts'
import { telegramCapabilities } from './telegram/capabilities.ts'

export const capabilities: ReadonlyMap<string, Capabilities> = new Map(
  [discordCapabilities, feedCapabilities, sandboxCapabilities, telegramCapabilities].map((each) => [each.network, each]),
)
