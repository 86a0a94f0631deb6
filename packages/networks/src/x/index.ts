import type { NetworkAdapter } from '../port/network-adapter.ts'
import { xCapabilities } from './capabilities.ts'
import { createXApi } from './create-x-api.ts'
import { probeX } from './probe.ts'
import { publishOnX } from './publish.ts'
import { readMe } from './read-me.ts'

const ownBaseUrl = 'https://api.x.com'

/** An account on X, by OAuth. */
export function createX({ baseUrl = ownBaseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  return {
    network: 'x',
    capabilities: xCapabilities,
    verify: async (input) => readMe(createXApi({ ...input, baseUrl })),
    submit: async (input) => publishOnX({ api: createXApi({ ...input, baseUrl }), input }),
    probe: async (input) => probeX({ api: createXApi({ ...input, baseUrl }), input }),
  }
}
