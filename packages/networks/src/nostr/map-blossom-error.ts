import type { Answer } from '../kit/call-network.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'

/** A Blossom server says its reason in a header: https://github.com/hzrd149/blossom/blob/master/buds/01.md#error-responses */
export function mapBlossomError({ status, headers }: Answer): NetworkError {
  const reason = headers.get('x-reason')?.slice(0, 200) ?? `status ${status}`
  const error = (kind: NetworkErrorKind, message: string) => new NetworkError({ kind, message })
  if (status === 429) {
    const retryAfterMs = readRetryAfter({ headers }) ?? 60_000
    return new NetworkError({ kind: 'rate_limited', message: 'The Blossom server asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (status >= 500 || status < 400) return error('unavailable', `The Blossom server is not in order just now (${reason}).`)
  if (status === 401 || status === 402 || status === 403 || status === 404) {
    return error('permission_missing', `The Blossom server does not take files of this account (${reason}). Connect again with another one.`)
  }
  return error('media_rejected', `The Blossom server refused the file (${reason}). Use another file, or connect again with another server.`)
}
