import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'

/** https://developers.forem.com/api/v1; a refusal says `{ error, status }`. */
export function mapDevtoError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status, headers } = answer
  const message = readText(readObject(answer.json).error)?.slice(0, 200) ?? `status ${status}`
  const error = (kind: NetworkErrorKind, text: string) => new NetworkError({ kind, message: text })
  if (status === 429) {
    const retryAfterMs = readRetryAfter({ headers }) ?? 30_000
    return new NetworkError({ kind: 'rate_limited', message: 'DEV asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (status >= 500 && isWrite) return error('outcome_unknown', `DEV failed (${message}), so it is open whether it took the article.`)
  if (status >= 500 || (status >= 300 && status < 400)) return error('unavailable', `DEV is not in order just now (${message}).`)
  if (status === 401) return error('credentials_expired', 'DEV does not know this API key, or the account is suspended. Make a new key and connect again.')
  if (status === 403) return error('permission_missing', `DEV does not let this account do that (${message}). Sign in there and see what it says.`)
  if (status === 404) return error('permission_missing', 'There is no Forem API at this address. Check the address and connect again.')
  if (/canonical url.*taken/i.test(message)) {
    return error(
      'content_rejected',
      'An article with this canonical URL is on DEV already. Look whether it is this one; else name another in canonicalUrl, or none.',
    )
  }
  return error('content_rejected', `DEV refused the article (${message}). Change it and post again.`)
}
