import type { BlobStore } from '@flow/blobs'
import { createValidators } from '@flow/contract'
import { createMediaSigner, createSealer, webhookRetrySeconds, type KeyRing } from '@flow/core'
import type { Database } from '@flow/db'
import { findUrlFault, type GuardedHttp } from '@flow/guarded-http'
import type { Telemetry } from '@flow/telemetry'
import { createNetworks, createOAuthClients, type NetworkSettings } from '@flow/networks'
import { createAuth } from './auth/create-auth.ts'
import { createKeyCache } from './http/key-cache.ts'
import type { RateLimiter } from './http/rate-limit/rate-limiter.ts'
import type { Services } from './http/services.ts'

/** Builds what the doors need from the settings; also the tests' way in. */
export function createServices({
  database,
  keyRing,
  blobs,
  publicUrl,
  dashboardUrl,
  networkSettings = { baseUrls: {}, oauth: {} },
  rateLimiter,
  guardedHttp,
  networkHttp = guardedHttp,
  allowPrivateWebhooks,
  telemetry,
  metricsToken,
  onTouchFailed,
}: {
  database: Database
  keyRing: KeyRing
  blobs: BlobStore
  publicUrl: string
  dashboardUrl: string
  networkSettings?: NetworkSettings
  rateLimiter: RateLimiter
  guardedHttp: GuardedHttp
  /** For the servers of connections, where they may be others than those of webhooks. */
  networkHttp?: GuardedHttp
  allowPrivateWebhooks: boolean
  telemetry: Pick<Telemetry, 'tell' | 'metrics' | 'countRequest'>
  metricsToken?: string | undefined
  /** Told where the last use of a key could not be noted. */
  onTouchFailed: (error: unknown) => void
}): Services {
  return {
    database,
    validators: createValidators(),
    blobs,
    keyCache: createKeyCache({ db: database.sql, onTouchFailed }),
    rateLimiter,
    sealer: createSealer({ keyRing, purpose: 'idempotency' }),
    mediaSigner: createMediaSigner({ keyRing, publicUrl }),
    connector: {
      networks: createNetworks(networkSettings),
      oauth: createOAuthClients({ settings: networkSettings, fetch }),
      sealer: createSealer({ keyRing, purpose: 'credentials' }),
      fetch,
      openSocket: (url) => new WebSocket(url),
      guarded: networkHttp,
      db: database.sql,
    },
    auth: createAuth({ prisma: database.prisma, keyRing, dashboardUrl }),
    webhookPort: {
      sealer: createSealer({ keyRing, purpose: 'webhook-secrets' }),
      findUrlFault: (url) => findUrlFault({ url, allowPrivate: allowPrivateWebhooks }),
      send: guardedHttp.post,
      retrySeconds: webhookRetrySeconds,
    },
    publicUrl,
    dashboardUrl,
    tell: telemetry.tell,
    metrics: telemetry.metrics,
    countRequest: telemetry.countRequest,
    metricsToken,
    clock: { now: () => new Date() },
  }
}
