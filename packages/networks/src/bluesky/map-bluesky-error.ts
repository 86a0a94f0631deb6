import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { BlueskyError } from './wire.ts'

export type BlueskyStep = 'sign-in' | 'read' | 'upload' | 'publish'

const endedSession = new Set(['ExpiredToken', 'InvalidToken', 'AuthMissing', 'AuthenticationRequired', 'BadJwt', 'BadJwtSignature', 'invalid_token'])
const closedAccount = /^(?:Account|Repo)(?:Takedown|Takendown|Suspended|Deactivated|NotFound)$/
const unknownMethod = new Set(['MethodNotImplemented', 'XRPCNotSupported'])
const badMedia = new Set(['BlobTooLarge', 'PayloadTooLarge', 'InvalidMimeType', 'InvalidBlob'])
const usualPauseMs = 60_000

/** By the code of the answer, for the status says little: an ended token is a 400. https://atproto.com/specs/xrpc#error-responses */
export function mapBlueskyError({ answer, step }: { answer: Answer; step: BlueskyStep }): NetworkError {
  const { status } = answer
  const { code, said, retryAfterMs } = readError(answer)
  if (status === 429 || code === 'RateLimitExceeded') {
    const message = 'Bluesky asked Flow to slow down; it goes on after the pause.'
    return new NetworkError({ kind: 'rate_limited', message, retryAfterMs: retryAfterMs ?? usualPauseMs })
  }
  if (unknownMethod.has(code) || (status === 404 && code === '')) {
    return new NetworkError({ kind: 'permission_missing', message: 'There is no Bluesky server (PDS) at this address. Check the server and connect again.' })
  }
  if (status >= 500 && step === 'publish') {
    return new NetworkError({ kind: 'outcome_unknown', message: `Bluesky failed (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `Bluesky is not in order just now (${said}).` })
  if (closedAccount.test(code)) {
    return new NetworkError({ kind: 'permission_missing', message: `Bluesky has closed this account (${said}). Look into the Bluesky app for the reason.` })
  }
  if (step === 'sign-in' && (endedSession.has(code) || code === 'InvalidRequest')) {
    const message = 'Bluesky does not take this handle with this app password. Create an app password in its settings and connect again.'
    return new NetworkError({ kind: 'credentials_expired', message })
  }
  if (code === 'AuthFactorTokenRequired') {
    const message = 'Bluesky wants a code by e-mail with this password. Create an app password, which needs none, and connect again.'
    return new NetworkError({ kind: 'credentials_expired', message })
  }
  if (endedSession.has(code)) {
    return new NetworkError({ kind: 'credentials_expired', message: `Bluesky no longer takes Flow’s session (${said}). Connect the account again.` })
  }
  if (status === 413 || badMedia.has(code) || (step === 'upload' && status === 400)) {
    return new NetworkError({ kind: 'media_rejected', message: `Bluesky refused a media (${said}). Change it and post again.` })
  }
  if (status === 401 || status === 403) {
    return new NetworkError({ kind: 'permission_missing', message: `Bluesky does not let Flow do this (${said}). Check the account and its app password.` })
  }
  return new NetworkError({ kind: 'content_rejected', message: `Bluesky refused the post (${said}). Change it and post again.` })
}

export function readError({ json, status, headers }: Answer): BlueskyError {
  const body = readObject(json)
  const [code, message] = [readText(body.error) ?? '', readText(body.message)]
  return { code, said: (message ?? (code || `status ${status}`)).slice(0, 200), retryAfterMs: readPause(headers) }
}

/** `ratelimit-reset` is in Unix seconds, and held against the server's own clock. */
function readPause(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return Math.max(seconds, 1) * 1_000
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN)
  const now = Date.parse(headers.get('date') ?? '')
  if (!Number.isFinite(reset)) return null
  return Math.max(reset * 1_000 - (Number.isNaN(now) ? Date.now() : now), 1_000)
}
