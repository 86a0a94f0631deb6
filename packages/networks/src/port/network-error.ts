export type NetworkErrorKind =
  | 'credentials_expired'
  | 'permission_missing'
  | 'rate_limited'
  | 'content_rejected'
  | 'media_rejected'
  | 'unavailable'
  | 'outcome_unknown'

/**
 * The one error an adapter throws.
 * `message` is shown to the customer: what happened and what to do. It holds no secret.
 */
export class NetworkError extends Error {
  readonly kind: NetworkErrorKind
  /** Milliseconds that the network asked us to wait. */
  readonly retryAfterMs: number | undefined

  constructor({ kind, message, retryAfterMs, cause }: { kind: NetworkErrorKind; message: string; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause })
    this.name = 'NetworkError'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
