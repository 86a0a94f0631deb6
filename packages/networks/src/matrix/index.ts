import type { NetworkAdapter } from '../port/network-adapter.ts'
import { matrixCapabilities } from './capabilities.ts'
import { isEncrypted } from './is-encrypted.ts'
import { probeMatrix } from './probe.ts'
import { publishMatrix } from './publish.ts'
import { refreshMatrix } from './refresh.ts'
import { verifyMatrix } from './verify.ts'

/** A Matrix room without encryption, by an account of any homeserver. */
export function createMatrix(): NetworkAdapter {
  return {
    network: 'matrix',
    capabilities: matrixCapabilities,
    verify: verifyMatrix,
    refresh: refreshMatrix,
    submit: publishMatrix,
    // A room can be encrypted at any time, and is asked about it when it is connected; a read before every post would make a clear failure of none.
    finalize: async (input) =>
      (await isEncrypted(input))
        ? { warnings: ['The Matrix room has been encrypted since; Flow’s posts in it are not. Connect a room without encryption.'] }
        : { warnings: [] },
    probe: probeMatrix,
  }
}
