import type { FastifyReply } from 'fastify'
import type { RateCount } from './rate-counter.ts'
import { windowSeconds } from './rate-limits.ts'

export type RateHeaders = Pick<FastifyReply, 'header'>

/**
 * Tells a count in the headers: those that clients know of old, and the IETF's.
 * @param policy whose count it is: `default` of a key, `address` of who asks without a good one
 * @returns the whole seconds until the window ends
 */
export function tellRate({ reply, policy, count }: { reply: RateHeaders; policy: 'default' | 'address'; count: Omit<RateCount, 'isAllowed'> }): number {
  const { limit, remaining } = count
  const secondsToReset = Math.max(1, Math.ceil(count.msToReset / 1000))
  reply.header('x-ratelimit-limit', limit)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', Math.ceil(Date.now() / 1000) + secondsToReset)
  reply.header('ratelimit-policy', `"${policy}";q=${limit};w=${windowSeconds}`)
  reply.header('ratelimit', `"${policy}";r=${remaining};t=${secondsToReset}`)
  return secondsToReset
}
