import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'

export type MastodonStep = 'read' | 'upload' | 'publish'

const usualPauseMs = 60_000

/** By status and by the `error` text, which a gateway in front of the server has not. https://docs.joinmastodon.org/entities/Error/ */
export function mapMastodonError({ answer, step }: { answer: Answer; step: MastodonStep }): NetworkError {
  const { status } = answer
  const error = readText(readObject(answer.json).error)?.slice(0, 200) ?? null
  const said = error ?? `status ${status}`
  if (status === 429) {
    const message = 'The Mastodon server asked Flow to slow down; it goes on after the pause.'
    return new NetworkError({ kind: 'rate_limited', message, retryAfterMs: readPause(answer.headers) })
  }
  if (status >= 500 && step === 'publish') {
    return new NetworkError({ kind: 'outcome_unknown', message: `The Mastodon server failed (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400)) {
    return new NetworkError({ kind: 'unavailable', message: `The Mastodon server is not in order just now (${said}).` })
  }
  // A token that is no person's is told as 422 by older servers.
  if ((status === 401 && error !== null) || /requires an authenticated user/i.test(said)) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: `The Mastodon server no longer takes the access token (${said}). Connect the account again.`,
    })
  }
  if (status === 401 || status === 403) {
    return new NetworkError({
      kind: 'permission_missing',
      message: `The Mastodon server does not let Flow do this (${said}). The access token needs the scopes read and write, and the account must be in order.`,
    })
  }
  if ((status === 404 || status === 405) && (step !== 'publish' || error === null)) {
    return new NetworkError({ kind: 'permission_missing', message: 'There is no Mastodon API at this address. Check the server and connect again.' })
  }
  if (/not finished processing/i.test(said)) {
    const message = 'The Mastodon server is still processing the media. Nothing is public yet; Flow goes on when it is ready.'
    return new NetworkError({ kind: 'unavailable', message, retryAfterMs: 10_000 })
  }
  if (status === 422 && /duplicate record/i.test(said)) {
    return new NetworkError({ kind: 'outcome_unknown', message: 'The Mastodon server says that it has this post already; Flow looks for it.' })
  }
  if (status === 413 || step === 'upload') {
    return new NetworkError({ kind: 'media_rejected', message: `The Mastodon server refused a media (${said}). Change it and post again.` })
  }
  return new NetworkError({ kind: 'content_rejected', message: `The Mastodon server refused the post (${said}). Change it and post again.` })
}

/** `X-RateLimit-Reset` is a time in ISO 8601, held against the server's own clock; there is no Retry-After. */
function readPause(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return Math.max(seconds, 1) * 1_000
  const [reset, now] = [Date.parse(headers.get('x-ratelimit-reset') ?? ''), Date.parse(headers.get('date') ?? '')]
  if (Number.isNaN(reset)) return usualPauseMs
  return Math.max(reset - (Number.isNaN(now) ? Date.now() : now), 1_000)
}
