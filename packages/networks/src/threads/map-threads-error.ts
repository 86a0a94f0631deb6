import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { ThreadsError } from './wire.ts'

const hourMs = 3_600_000
const endedToken = new Set([102, 190])
const tooMuch = new Set([4, 17, 32, 613])
const dailyCap = 2207042
const restricted = new Set([2207050, 2207051, 4279013])
const policyBlock = 368
const fetchTimedOut = 2207003
const badMedia = new Set([2207004, 2207005, 2207009, 2207023, 2207026, 2207028, 2207052, 2207057, 2207077, 2207082])
const serverTrouble = new Set([1, 2])
const containerNotFound = 4279009

/** A container that was made a moment ago is not known everywhere at once. */
export const isTooEarly = (answer: Answer): boolean => readError(answer).subcode === containerNotFound

/**
 * https://developers.facebook.com/docs/threads/troubleshooting and https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @param isWrite whether the call may have made something public
 */
export function mapThreadsError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status } = answer
  const { code, subcode, message: said, isTransient } = readError(answer)
  if (code !== null && endedToken.has(code)) {
    return new NetworkError({ kind: 'credentials_expired', message: 'Threads no longer takes the access it gave. Connect the account again.' })
  }
  if (subcode === dailyCap) {
    const message = 'This account has posted as much as Threads takes in 24 hours; Flow goes on when it takes more.'
    return new NetworkError({ kind: 'rate_limited', message, retryAfterMs: hourMs })
  }
  if (status === 429 || (code !== null && (tooMuch.has(code) || (code >= 80_001 && code <= 80_014)))) {
    const retryAfterMs = readPauseMs(answer)
    return new NetworkError({ kind: 'rate_limited', message: 'Threads asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if ((subcode !== null && restricted.has(subcode)) || code === policyBlock) {
    const message = `Threads has restricted this account (${said}). Sign in at Threads, settle it there and post again.`
    return new NetworkError({ kind: 'permission_missing', message })
  }
  const isUnclear = status >= 500 || isTransient || (code !== null && serverTrouble.has(code))
  if (isUnclear && isWrite) return new NetworkError({ kind: 'outcome_unknown', message: `Threads failed (${said}), so it is open whether it took the post.` })
  if (isUnclear || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `Threads is not in order just now (${said}).` })
  if (subcode === fetchTimedOut) {
    return new NetworkError({ kind: 'unavailable', message: 'Threads could not fetch the media in time. Nothing is public yet; Flow tries again.' })
  }
  if (subcode !== null && badMedia.has(subcode)) {
    const message = `Threads could not take the media (${said}). Check that its address is open to everybody and its form fits Threads, and post again.`
    return new NetworkError({ kind: 'media_rejected', message })
  }
  if (status === 401 || status === 403 || code === 3 || code === 10 || (code !== null && code >= 200 && code <= 299)) {
    const message = `Threads does not let Flow do that (${said}). Connect the account again with all the permissions Flow asks for.`
    return new NetworkError({ kind: 'permission_missing', message })
  }
  if (status === 413) return new NetworkError({ kind: 'media_rejected', message: 'Threads finds the media too large. Make them smaller and post again.' })
  return new NetworkError({ kind: 'content_rejected', message: `Threads refused the post (${said}). Change it and post again.` })
}

function readError({ json, status }: Answer): ThreadsError {
  const error = readObject(readObject(json).error)
  // What is written for people says more than the message for developers.
  const message = readText(error.error_user_msg) ?? readText(error.message) ?? `status ${status}`
  return { code: readNumber(error.code), subcode: readNumber(error.error_subcode), message: message.slice(0, 200), isTransient: error.is_transient === true }
}

// By account, a list of uses each, with the minutes until more is taken.
function readPauseMs({ headers }: Answer): number {
  const minutes = Object.values(readObject(parse(headers.get('x-business-use-case-usage') ?? '')))
    .flatMap((uses) => (Array.isArray(uses) ? uses : []))
    .map((use) => readNumber(readObject(use).estimated_time_to_regain_access) ?? 0)
  return Math.max(0, ...minutes) * 60_000 || hourMs
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
