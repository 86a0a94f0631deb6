import type { NetworkAdapter } from '../port/network-adapter.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { probeBluesky } from './probe.ts'
import { publishToBluesky } from './publish.ts'
import { refreshBluesky, verifyBluesky } from './sign-in.ts'

/** A Bluesky account on any PDS, by an app password. `baseUrl` stands in for Bluesky's own server and its video service. */
export function createBluesky({ baseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const defaultServer = baseUrl ?? 'https://bsky.social'
  const videoService = baseUrl ?? 'https://video.bsky.app'
  return {
    network: 'bluesky',
    capabilities: blueskyCapabilities,
    verify: (input) => verifyBluesky({ ...input, defaultServer }),
    refresh: (input) => refreshBluesky({ ...input, defaultServer }),
    submit: (input) => publishToBluesky({ ...input, videoService }),
    probe: probeBluesky,
  }
}
