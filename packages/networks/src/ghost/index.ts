import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { ghostCapabilities } from './capabilities.ts'
import { createGhostClient } from './ghost-client.ts'
import { probeGhost } from './probe.ts'
import { publishToGhost } from './publish.ts'
import { verifyGhost } from './verify.ts'

/** A Ghost site, by the key of a custom integration. */
export function createGhost({ apiVersion = 'v6.0' }: { apiVersion?: string | undefined } = {}): NetworkAdapter {
  const client = (input: AccountInput) => createGhostClient({ ...input, apiVersion })
  return {
    network: 'ghost',
    capabilities: ghostCapabilities,
    verify: async (input) => verifyGhost({ client: client(input), credentials: input.credentials }),
    submit: async (input) => publishToGhost({ client: client(input), input }),
    probe: async (input) => probeGhost({ client: client(input), input }),
  }
}
