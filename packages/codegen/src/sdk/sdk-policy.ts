import { pascalCase } from './naming.ts'
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
  /** How far the time of a webhook's delivery may be from now. */
  webhookToleranceMs: number
  /** Groups with a handwritten class over the generated one. */
  extendedGroups: string[]
  errorFamilies: ErrorFamily[]
}

/** Errors of one status: their class, and the type they have where the answer names none. */
export type ErrorFamily = { type: string; status: number | '4xx' | 'other'; meaning: string }

// A status is a number or one of two words, which JSON's type does not tell apart from any text.
export const sdkPolicy = policyData as SdkPolicy

/** `validation_error` is `Validation`, `not_found` is `NotFound`. */
export const familyName = ({ type }: ErrorFamily): string => pascalCase(type.replace(/_error$/, ''))

/** The families with a status of their own, that of the other 4xx, and that of all else. */
export function splitFamilies({ errorFamilies }: SdkPolicy): { own: (ErrorFamily & { status: number })[]; request: ErrorFamily; server: ErrorFamily } {
  const own = errorFamilies.flatMap((family) => (typeof family.status === 'number' ? [{ ...family, status: family.status }] : []))
  const request = errorFamilies.find(({ status }) => status === '4xx')
  const server = errorFamilies.find(({ status }) => status === 'other')
  if (!request || !server) throw new Error('policy.json: errorFamilies need one for 4xx and one for other statuses')
  return { own, request, server }
}

/** What all languages read their numbers from: the policy without what has files of its own. */
export function policyValues(): Omit<SdkPolicy, 'secretFields' | 'extendedGroups' | 'errorFamilies'> {
  const { secretFields: _, extendedGroups: __, errorFamilies: ___, ...values } = sdkPolicy
  return values
}
