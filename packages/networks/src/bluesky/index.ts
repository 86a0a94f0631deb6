import type { NetworkAdapter } from '../port/network-adapter.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { describeApplication, findMissingSetting } from './oauth-application.ts'
import { createBlueskyOAuth } from './oauth-at.ts'
import { probeBluesky } from './probe.ts'
import { publishToBluesky } from './publish.ts'
import { refreshBluesky, verifyBluesky, verifyBlueskyOAuth } from './sign-in.ts'

/** A Bluesky account on any PDS, by OAuth or by an app password. `baseUrl` stands in for Bluesky's own server, its video service and its directory. */
export function createBluesky({ baseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const defaultServer = baseUrl ?? 'https://bsky.social'
  const directory = baseUrl ?? 'https://plc.directory'
  const videoService = baseUrl ?? 'https://video.bsky.app'
  return {
    network: 'bluesky',
    capabilities: blueskyCapabilities,
    verify: (input) => (input.credentials.dpopKey ? verifyBlueskyOAuth(input) : verifyBluesky({ ...input, defaultServer })),
    oauthAt: createBlueskyOAuth({ directory }),
    defaultServer,
    describeApplication,
    findMissingSetting,
    refresh: (input) => refreshBluesky({ ...input, defaultServer }),
    submit: (input) => publishToBluesky({ ...input, videoService }),
    probe: probeBluesky,
  }
}
