import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError } from '../port/network-error.ts'

// A form's classic answer to a POST that it has taken: go and look at the result.
const afterPost = new Set([302, 303])

/** A receiver is anybody's software, so a status is all there is to go by; a `message` or `error` in its JSON is shown to the owner. */
export function mapWebhookError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status, headers } = answer
  const said = saidBy(answer)
  if (status === 429 || status === 425) {
    const retryAfterMs = readRetryAfter({ headers }) ?? 30_000
    return new NetworkError({ kind: 'rate_limited', message: 'The webhook asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (isWrite && (status >= 500 || status === 408 || afterPost.has(status))) {
    return new NetworkError({ kind: 'outcome_unknown', message: `The webhook gave no clear answer (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400 && !isWrite)) {
    return new NetworkError({ kind: 'unavailable', message: `The webhook is not in order just now (${said}). It must answer itself, without a redirect.` })
  }
  if (status >= 300 && status < 400) {
    return new NetworkError({ kind: 'permission_missing', message: `The webhook has moved (${said}), and Flow follows no redirect. Connect its new url.` })
  }
  if (status === 410) {
    return new NetworkError({ kind: 'credentials_expired', message: 'The webhook says that it is gone for good (status 410). Connect another url.' })
  }
  if (status === 404 || status === 405) {
    return new NetworkError({
      kind: 'permission_missing',
      message: `Nothing takes posts at the webhook’s url (${said}). Switch the receiver on, or connect another url.`,
    })
  }
  if (status === 401 || status === 403) {
    return new NetworkError({
      kind: 'permission_missing',
      message: `The webhook does not let Flow in (${said}). Check that both sides have the same signing secret.`,
    })
  }
  if (status === 413) return new NetworkError({ kind: 'content_rejected', message: 'The webhook finds the post too large. Make it smaller.' })
  return new NetworkError({ kind: 'content_rejected', message: `The webhook refused the post (${said}). Change it and post again.` })
}

function saidBy({ status, json }: Answer): string {
  const body = readObject(json)
  const message = readText(body.message) ?? readText(body.error)
  return message === null ? `status ${status}` : `status ${status}: ${message.slice(0, 200)}`
}
