import { feedCapabilities } from './feed/capabilities.ts'
import type { Capabilities } from './port/capabilities.ts'
import { sandboxCapabilities } from './sandbox/capabilities.ts'

export const capabilities: ReadonlyMap<string, Capabilities> = new Map([feedCapabilities, sandboxCapabilities].map((each) => [each.network, each]))
