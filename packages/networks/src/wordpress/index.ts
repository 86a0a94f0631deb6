import type { NetworkAdapter } from '../port/network-adapter.ts'
import { wordpressCapabilities } from './capabilities.ts'
import { probeWordPress } from './probe.ts'
import { publishToWordPress } from './publish.ts'
import { verifyWordPress } from './verify.ts'

/** A WordPress site, by a user's application password. */
export function createWordPress(): NetworkAdapter {
  return { network: 'wordpress', capabilities: wordpressCapabilities, verify: verifyWordPress, submit: publishToWordPress, probe: probeWordPress }
}
