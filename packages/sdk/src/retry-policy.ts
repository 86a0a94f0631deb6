import type { FlowError } from './errors.ts'
import { FlowConnectionError, FlowTimeoutError } from './errors.ts'
import { policy } from './generated/policy.gen.ts'

/** Whether the same request may be sent again after this error. */
export function isRetryable(error: FlowError): boolean {
  if (error.status === undefined) return error instanceof FlowConnectionError || error instanceof FlowTimeoutError
  return policy.retryStatuses.includes(error.status) || policy.retryCodes.includes(error.code)
}

/**
 * Milliseconds to wait before retry number `retry` (from 0), or `undefined` to give up because the server asks for a
 * longer wait than a call should hang. Never shorter than what the server asked for.
 */
export function retryDelayMs({
  retry,
  initialDelayMs,
  retryAfter,
}: {
  retry: number
  initialDelayMs: number
  retryAfter: number | undefined
}): number | undefined {
  const askedMs = (retryAfter ?? 0) * 1000
  if (askedMs > policy.maxRetryAfterMs) return undefined
  const backOffMs = Math.min(initialDelayMs * 2 ** retry, Math.max(policy.maxDelayMs, initialDelayMs))
  return Math.max(backOffMs * (1 - policy.jitter * Math.random()), askedMs)
}

/** Seconds from a `Retry-After` of seconds or an HTTP date; `undefined` for anything else. */
export function parseRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value)
  // Only the forms RFC 9110 allows: Date.parse alone takes "-5" and "soon 1" for dates.
  if (!/^[A-Z][a-z]+,? .*\d{2}:\d{2}:\d{2}/.test(value)) return undefined
  const at = Date.parse(value)
  if (Number.isNaN(at)) return undefined
  // Measured on the server's clock where it tells it, since the local one may be off.
  const served = Date.parse(headers.get('date') ?? '')
  return Math.max(0, (at - (Number.isNaN(served) ? Date.now() : served)) / 1000)
}
