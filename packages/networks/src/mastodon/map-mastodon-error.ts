import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError } from '../port/network-error.ts'

export type MastodonStep = 'read' | 'upload' | 'publish'

const usualPauseMs = 60_000

/** By status and by the `error` text, which a gateway in front of the server has not. https://docs.joinmastodon.org/entities/Error/ */
export function mapMastodonError({ answer, step }: { answer: Answer; step: MastodonStep }): NetworkError {
  const { status, headers } = answer
  const error = readText(readObject(answer.json).error)?.slice(0, 200) ?? null
  const said = error ?? `status ${status}`
  if (status === 429) {
    const message = 'The Mastodon server asked Flow to slow down; it goes on after the pause.'
    return new NetworkError({ kind: 'rate_limited', message, retryAfterMs: readPause(headers) })
  }
  if (status >= 500 && step === 'publish') {
    return new NetworkError({ kind: 'outcome_unknown', message: `The Mastodon server failed (${said}), so it is open whether it took the post.` })
  }
  // For good; for a while it may be a page about maintenance.
  const elsewhere = status === 301 || status === 308 ? toOrigin(headers.get('location')) : null
  if (step === 'read' && elsewhere !== null) {
    return new NetworkError({ kind: 'permission_missing', message: `This address leads on to ${elsewhere}. Connect with that one as the server.` })
  }
  if (status >= 500 || (status >= 300 && status < 400)) {
    return new NetworkError({ kind: 'unavailable', message: `The Mastodon server is not in order just now (${said}).` })
  }
  if ((status === 401 && error !== null) || tellsOfToken({ answer, said })) {
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

/**
 * A token that is no person's is told as 422 by older servers, and a wrong one as 403 by Pleroma and Akkoma. snac2 says 401 or 422 and not a word;
 * a gateway in front of a server shows a page or asks for a login of its own.
 */
function tellsOfToken({ answer: { status, headers, text }, said }: { answer: Answer; said: string }): boolean {
  if (/requires an authenticated user/i.test(said) || (status === 403 && /invalid (?:credentials|token)/i.test(said))) return true
  return (status === 401 || status === 422) && text.trim() === '' && !headers.has('www-authenticate')
}

/** Where a redirect leads: a server whose web address is another, or one that wants https. */
const toOrigin = (location: string | null): string | null => (location !== null && URL.canParse(location) ? new URL(location).origin : null)

/** Mastodon and GoToSocial say when in ISO 8601, older ones of the latter in Unix seconds, and few in a Retry-After; held against the server's own clock. */
function readPause(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '')
  const now = Number.isNaN(date) ? Date.now() : date
  const named = readRetryAfter({ headers, now })
  if (named !== null) return Math.max(named, 1_000)
  const reset = headers.get('x-ratelimit-reset') ?? ''
  const at = /^\d{10}$/.test(reset) ? Number(reset) * 1_000 : Date.parse(reset)
  return Number.isNaN(at) ? usualPauseMs : Math.max(at - now, 1_000)
}
