import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'
import type { GhostError } from './wire.ts'

/** `read` and `upload` make nothing public; `post` does. */
export type GhostStep = 'read' | 'upload' | 'post'

/** https://docs.ghost.org/admin-api/#error-responses, and what Ghost 6.65 answers. */
export function mapGhostError({ answer, step }: { answer: Answer; step: GhostStep }): NetworkError {
  const { status, headers } = answer
  const { type, code, message } = readGhostError(answer)
  const error = (kind: NetworkErrorKind, text: string) => new NetworkError({ kind, message: text })
  if (status === 429) {
    const retryAfterMs = readRetryAfter({ headers }) ?? 60_000
    return new NetworkError({ kind: 'rate_limited', message: 'The Ghost site asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  // In maintenance Ghost takes nothing, so nothing is out.
  if (type === 'MaintenanceError') return error('unavailable', 'The Ghost site is in maintenance just now.')
  if (status >= 500 && step === 'post') return error('outcome_unknown', `The Ghost site failed (${message}), so it is open whether it took the post.`)
  if (status >= 500) return error('unavailable', `The Ghost site is not in order just now (${message}).`)
  if (status >= 300 && status < 400) {
    // Others than these two may pass, such as the way to a page that says that the site is being mended.
    const kind = status === 301 || status === 308 ? 'permission_missing' : 'unavailable'
    return error(kind, `The Ghost site is at another address${movedTo(headers)}, where keys are not sent. Connect again with that one.`)
  }
  if (type === null && (status === 404 || status < 300)) {
    return error('permission_missing', 'There is no Ghost at this address. Copy the API URL from Settings, Integrations, and connect again with it.')
  }
  if (code === 'INVALID_JWT' && /expired|maxAge|not active/i.test(message)) {
    // Flow signs each call anew, so the two clocks differ.
    return error('unavailable', `Ghost finds Flow's fresh token too old (${message}): the clocks of the two servers differ. Have both set right.`)
  }
  if (code === 'INVALID_JWT' || code === 'UNKNOWN_ADMIN_API_KEY' || code === 'INVALID_API_KEY_TYPE' || code === 'MISSING_ADMIN_API_KID') {
    return error('credentials_expired', 'Ghost does not know this Admin API key. Copy it again from Settings, Integrations, and connect again.')
  }
  if (type === null && (status === 401 || status === 403)) {
    const what = `The site answered with a page of its own instead of Ghost's (${message})`
    return error('permission_missing', `${what}. A firewall is likely in the way: have it allow the Admin API for Flow.`)
  }
  if (status === 401 || status === 403) {
    return error('permission_missing', `Ghost does not let this integration do that (${message}). Check the integration and the limits of the site's plan.`)
  }
  if (status === 404) return error('permission_missing', `Ghost does not know what Flow asks for (${message}). Update Ghost, or check the address.`)
  if (status === 406) return error('permission_missing', `This Ghost does not speak the version of its API that Flow does (${message}). Update Ghost.`)
  if (step === 'upload') return error('media_rejected', `Ghost did not take the image (${message}). Use another image, or have the site's upload limit raised.`)
  return error('content_rejected', `Ghost refused the post (${message}). Change it and post again.`)
}

export function readGhostError({ json, status }: Answer): GhostError {
  const { errors } = readObject(json)
  const first = readObject(Array.isArray(errors) ? errors[0] : undefined)
  const said = [readText(first.message), readText(first.context)].filter((each) => each !== null).join(' ')
  return { type: readText(first.type), code: readText(first.code), message: said.slice(0, 200) || `status ${status}` }
}

function movedTo(headers: Headers): string {
  const location = headers.get('location') ?? ''
  return URL.canParse(location) ? ` (${new URL(location).origin})` : ''
}
