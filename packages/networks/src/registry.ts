import { feed } from './feed/index.ts'
import type { NetworkRegistry } from './port/network-adapter.ts'
import { sandbox } from './sandbox/index.ts'

export const networks: NetworkRegistry = new Map([feed, sandbox].map((adapter) => [adapter.network, adapter]))
