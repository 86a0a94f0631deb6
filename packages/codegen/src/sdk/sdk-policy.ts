import policyData from './policy.json' with { type: 'json' }

/** How every SDK behaves, as data, so that no language has numbers of its own. Times are milliseconds. */
export type SdkPolicy = {
  baseURL: string
  /** For one attempt, not for the call with its retries. */
  timeoutMs: number
  /** For one attempt that sends a file: a large video takes minutes on a slow line. */
  uploadTimeoutMs: number
  maxRetries: number
  retryStatuses: number[]
  /** Error codes retried whatever their status. */
  retryCodes: string[]
  initialDelayMs: number
  /** Caps the own back-off only, never a wait the server asked for. */
  maxDelayMs: number
  /** The part of the back-off that chance may take away. */
  jitter: number
  /** A server that asks for more is not waited for: the error surfaces at once, with its `retryAfter`. */
  maxRetryAfterMs: number
  waitTimeoutMs: number
  waitIntervalMs: number
  /** Result fields that hold a secret, kept out of every printed form where the language allows. */
  secretFields: string[]
  /** Groups with a handwritten class over the generated one. */
  extendedGroups: string[]
}

export const sdkPolicy: SdkPolicy = policyData
