import type { RelayAnswer } from './wire.ts'

/** One relay's answer, by its host: the rest of an address may hold a token. */
export function describeAnswer(answer: RelayAnswer): string {
  const { host } = new URL(answer.relay)
  if (answer.outcome === 'accepted') return `${host} took it`
  if (answer.outcome === 'refused') return `${host} refused it: ${answer.reason || 'no reason given'}`
  if (answer.outcome === 'busy') return `${host} is too busy`
  return answer.outcome === 'unreachable' ? `${host} can't be reached` : `${host} gave no answer`
}
