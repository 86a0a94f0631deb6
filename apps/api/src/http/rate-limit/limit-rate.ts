import type { OperationInfo } from '@flow/contract'
import { DomainError, type Context } from '@flow/core'
import type { FastifyReply } from 'fastify'
import type { RateCount } from './rate-counter.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { windowSeconds } from './rate-limits.ts'

/** Counts the request and tells the count in its headers; throws where the window is used up. */
export async function limitRate({
  ctx,
  operation,
  reply,
  rateLimiter,
}: {
  ctx: Context
  operation: OperationInfo
  reply: FastifyReply
  rateLimiter: RateLimiter
}): Promise<void> {
  if (ctx.actor.kind !== 'api-key') return
  const count = await rateLimiter.take({ keyId: ctx.actor.keyId, rateClass: operation.rateClass })
  const secondsToReset = Math.max(1, Math.ceil(count.msToReset / 1000))
  tell({ reply, count, secondsToReset })
  if (count.isAllowed) return
  throw new DomainError({
    code: 'RATE_LIMIT_EXCEEDED',
    message: `This key has made its ${count.limit} requests of this minute. Repeat the request in ${secondsToReset} s.`,
    retryAfterSeconds: secondsToReset,
  })
}

function tell({ reply, count, secondsToReset }: { reply: FastifyReply; count: RateCount; secondsToReset: number }): void {
  const { limit, remaining } = count
  reply.header('x-ratelimit-limit', limit)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', Math.ceil(Date.now() / 1000) + secondsToReset)
  reply.header('ratelimit-policy', `"default";q=${limit};w=${windowSeconds}`)
  reply.header('ratelimit', `"default";r=${remaining};t=${secondsToReset}`)
}
