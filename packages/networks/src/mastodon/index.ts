import type { NetworkAdapter } from '../port/network-adapter.ts'
import { mastodonCapabilities } from './capabilities.ts'
import { finalizeMastodon } from './finalize.ts'
import { mastodonOAuthAt } from './oauth-at.ts'
import { probeMastodon } from './probe.ts'
import { publishToMastodon } from './publish.ts'
import { verifyMastodon } from './verify.ts'

/** An account on any server with the Mastodon API. */
export function createMastodon(): NetworkAdapter {
  return {
    network: 'mastodon',
    capabilities: mastodonCapabilities,
    verify: verifyMastodon,
    oauthAt: mastodonOAuthAt,
    submit: publishToMastodon,
    finalize: finalizeMastodon,
    probe: probeMastodon,
  }
}
