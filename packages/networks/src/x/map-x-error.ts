import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { XProblem } from './wire.ts'

const shortPauseMs = 60_000
const operatorPauseMs = 3_600_000

/** X tells a repeated text by its words alone. */
export const isDuplicate = (answer: Answer): boolean => answer.status === 403 && /duplicate content/i.test(readProblem(answer).detail)

/**
 * https://docs.x.com/x-api/fundamentals/response-codes-and-errors
 * @param isWrite whether the call may have made something public
 * @param isUpload whether the call was about a media
 */
export function mapXError({ answer, isWrite, isUpload }: { answer: Answer; isWrite: boolean; isUpload: boolean }): NetworkError {
  const { status } = answer
  const { title, type, detail } = readProblem(answer)
  const problem = `${title} ${type}`
  if (status === 402 || /usage-?cap|credits/i.test(problem)) {
    return new NetworkError({
      kind: 'rate_limited',
      message: `This Flow’s X application has used up what X lets it post (${detail}). Its operator must add credits or raise the cap at X; Flow tries again then.`,
      retryAfterMs: readResetMs(answer) ?? operatorPauseMs,
    })
  }
  if (status === 429) {
    const retryAfterMs = readResetMs(answer) ?? shortPauseMs
    return new NetworkError({ kind: 'rate_limited', message: 'X asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (status >= 500 && isWrite) return new NetworkError({ kind: 'outcome_unknown', message: `X failed (${detail}), so it is open whether it took the post.` })
  if (status >= 500 || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `X is not in order just now (${detail}).` })
  if (status === 401) return new NetworkError({ kind: 'credentials_expired', message: 'X no longer takes the access it gave. Connect the account again.' })
  if (/client-forbidden|client-not-enrolled/i.test(`${problem} ${detail}`)) {
    const message = `X does not let this Flow’s X application do that (${detail}). Its operator must check the application’s project and plan at X.`
    return new NetworkError({ kind: 'unavailable', message, retryAfterMs: operatorPauseMs })
  }
  if (isDuplicate(answer)) {
    const message = 'X has a post of this account with the same text already and takes no second one. Look whether it is there; else change the text.'
    return new NetworkError({ kind: 'content_rejected', message })
  }
  if (/suspended|locked/i.test(detail)) {
    return new NetworkError({ kind: 'permission_missing', message: `X has restricted this account (${detail}). Sign in at X, settle it there and post again.` })
  }
  if (status === 403 && /too long/i.test(detail)) {
    return new NetworkError({ kind: 'content_rejected', message: `X finds the text too long (${detail}). Shorten it and post again.` })
  }
  if (status === 403) {
    const message = `X does not let this account do that (${detail}). Check what the post asks for, and connect the account again if it lacks permissions.`
    return new NetworkError({ kind: 'permission_missing', message })
  }
  if (status === 413 || isUpload || /media/i.test(detail)) {
    return new NetworkError({ kind: 'media_rejected', message: `X refused the media (${detail}). Use other media and post again.` })
  }
  return new NetworkError({ kind: 'content_rejected', message: `X refused the post (${detail}). Change it and post again.` })
}

function readProblem({ json, status }: Answer): XProblem {
  const body = readObject(json)
  const [first] = Array.isArray(body.errors) ? body.errors : []
  const error = readObject(first)
  const title = readText(body.title) ?? readText(error.title) ?? ''
  // What is told of a single field says more than the general sentence.
  const detail = readText(error.message) ?? readText(error.detail) ?? readText(body.detail) ?? (title || `status ${status}`)
  return { title, type: readText(body.type) ?? readText(error.type) ?? '', detail: detail.slice(0, 200) }
}

// Both are X's own times, so a clock of ours that is wrong does no harm.
function readResetMs({ headers }: Answer): number | null {
  const reset = Number(headers.get('x-rate-limit-reset') ?? Number.NaN)
  const now = Date.parse(headers.get('date') ?? '') || Date.now()
  return Number.isFinite(reset) ? Math.max(reset * 1_000 - now, 1_000) : null
}
