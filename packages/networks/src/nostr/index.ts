import type { NetworkAdapter } from '../port/network-adapter.ts'
import { nostrCapabilities } from './capabilities.ts'
import { probeNostr } from './probe.ts'
import { publishToNostr } from './publish.ts'
import { tellAnswers } from './tell-answers.ts'
import { verifyNostr } from './verify.ts'

/** A Nostr identity, by its private key, on the relays its owner names. */
export function createNostr(): NetworkAdapter {
  return {
    network: 'nostr',
    capabilities: nostrCapabilities,
    verify: verifyNostr,
    submit: publishToNostr,
    finalize: async ({ progress }) => ({ warnings: tellAnswers(progress) }),
    probe: probeNostr,
  }
}
