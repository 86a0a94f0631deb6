import type { Auth } from '../auth/create-auth.ts'
import type { BlobStore } from '@flow/blobs'
import type { Validators } from '@flow/contract'
import type { Connector, MediaSigner, Sealer, Tell, WebhookPort } from '@flow/core'
import type { Database } from '@flow/db'
import type { CountRequest, Metrics } from '@flow/telemetry'
import type { KeyCache } from './key-cache.ts'
import type { RateLimiter } from './rate-limit/rate-limiter.ts'

/** What main builds once and hands to every door. */
export type Services = {
  database: Database
  validators: Validators
  blobs: BlobStore
  keyCache: KeyCache
  rateLimiter: RateLimiter
  sealer: Sealer
  mediaSigner: MediaSigner
  connector: Connector
  auth: Auth
  webhookPort: WebhookPort
  publicUrl: string
  /** Where people open the dashboard. */
  dashboardUrl: string
  /** Told of what was changed, once it is committed. */
  tell: Tell
  metrics: Metrics | undefined
  countRequest: CountRequest | undefined
  metricsToken: string | undefined
  clock: { now: () => Date }
}
