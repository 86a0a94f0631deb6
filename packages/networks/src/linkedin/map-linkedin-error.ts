import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import { DuplicateError } from './duplicate-error.ts'
import type { LinkedinError } from './wire.ts'

const dayMs = 86_400_000
const operatorPauseMs = 3_600_000
const settlingMs = 15_000
// LinkedIn says so for a while of media that were sent a moment ago.
const settling = /unable to obtain activity|resource is forbidden/i

/**
 * https://learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling
 * @param isWrite whether the call may have made something public
 * @param isUpload whether the call sent the bytes of a media
 */
export function mapLinkedinError({
  answer,
  isWrite,
  isUpload,
  apiVersion,
}: {
  answer: Answer
  isWrite: boolean
  isUpload: boolean
  apiVersion: string
}): NetworkError {
  const { status } = answer
  const { code, message: said } = readError(answer)
  if (status === 429) {
    const message = 'LinkedIn takes no more from this account for now; Flow goes on when LinkedIn begins to count anew.'
    return new NetworkError({ kind: 'rate_limited', message, retryAfterMs: readPauseMs(answer) })
  }
  if (status >= 500 && isWrite)
    return new NetworkError({ kind: 'outcome_unknown', message: `LinkedIn failed (${said}), so it is open whether it took the post.` })
  if (status === 426 || code === 'NONEXISTENT_VERSION') {
    const message = `LinkedIn no longer serves version ${apiVersion} of its API. The operator of this Flow must set FLOW_NETWORK_API_VERSION_LINKEDIN to a newer one, or update Flow; the post waits.`
    return new NetworkError({ kind: 'unavailable', message, retryAfterMs: operatorPauseMs })
  }
  if (status >= 500 || (status >= 300 && status < 400))
    return new NetworkError({ kind: 'unavailable', message: `LinkedIn is not in order just now (${said}).` })
  if (status === 401) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: 'LinkedIn no longer takes the access it gave, which lasts 60 days. Connect the account again.',
    })
  }
  const duplicateOf = /duplicate of (urn:li:(?:share|ugcPost|activity):\d+)/i.exec(said)?.[1] ?? null
  if (duplicateOf !== null || code === 'DUPLICATE_POST') return new DuplicateError(duplicateOf)
  if (settling.test(said)) {
    const message = `LinkedIn is not done with what it was sent a moment ago (${said}). Flow tries again; if it stays so, check what the account may do there.`
    return new NetworkError({ kind: 'unavailable', message, retryAfterMs: settlingMs })
  }
  if (status === 403) {
    const message = `LinkedIn does not let this account do that (${said}). Check its role on the page, and connect again with all the permissions Flow asks for.`
    return new NetworkError({ kind: 'permission_missing', message })
  }
  if (status === 413 || isUpload || /^MEDIA_ASSET|IMAGE|VIDEO/.test(code)) {
    return new NetworkError({ kind: 'media_rejected', message: `LinkedIn refused the media (${said}). Use other media and post again.` })
  }
  return new NetworkError({ kind: 'content_rejected', message: `LinkedIn refused the post (${said}). Change it and post again.` })
}

function readError({ json, status }: Answer): LinkedinError {
  const body = readObject(json)
  const { inputErrors } = readObject(body.errorDetails)
  const input = readObject(Array.isArray(inputErrors) ? inputErrors[0] : undefined)
  const message = readText(body.message) ?? readText(input.description) ?? readText(body.code) ?? `status ${status}`
  return { code: readText(input.code) ?? readText(body.code) ?? '', message: message.slice(0, 200) }
}

// Days of LinkedIn's quotas begin at midnight UTC.
function readPauseMs({ headers }: Answer): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return seconds * 1_000
  const now = Date.parse(headers.get('date') ?? '') || Date.now()
  return dayMs - (now % dayMs)
}
