import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'
import { describeAnswer } from './describe-answer.ts'
import type { RelayAnswer } from './wire.ts'

const pauseMs = 60_000

/** Why no relay took an event: https://github.com/nostr-protocol/nips/blob/master/01.md#from-relay-to-client-sending-events-and-notices */
export function mapNostrError(answers: readonly RelayAnswer[]): NetworkError {
  const told = answers.map(describeAnswer).join('; ')
  const has = (test: (answer: RelayAnswer) => boolean) => answers.some(test)
  const isRefused = (prefixes: RegExp) => has((answer) => answer.outcome === 'refused' && prefixes.test(answer.reason))
  const error = (kind: NetworkErrorKind, message: string, retryAfterMs?: number) =>
    new NetworkError({ kind, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
  // A relay that kept silent may have taken it all the same.
  if (has(({ outcome }) => outcome === 'silent')) return error('outcome_unknown', `No relay confirmed the post, so it is open whether one took it (${told}).`)
  if (has(({ outcome }) => outcome === 'busy') || isRefused(/^rate-limited:/)) {
    return error('rate_limited', `The relays asked Flow to slow down; it goes on after a pause (${told}).`, pauseMs)
  }
  if (has(({ outcome }) => outcome === 'unreachable') || isRefused(/^error:/)) return error('unavailable', `No relay took the post just now (${told}).`)
  if (isRefused(/^(?:blocked|restricted|auth-required|pow):/)) {
    return error('permission_missing', `No relay lets this account post (${told}). Connect again with relays that do.`)
  }
  return error('content_rejected', `Every relay refused the post (${told}). Change it and post again, or connect again with other relays.`)
}
