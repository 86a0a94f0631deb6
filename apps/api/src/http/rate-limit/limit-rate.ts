import type { OperationInfo } from '@flow/contract'
import { DomainError, type Context } from '@flow/core'
import type { FastifyReply } from 'fastify'
import type { RateLimiter } from './rate-limiter.ts'
import { tellRate } from './tell-rate.ts'

/** Counts the request and tells the count in its headers; throws where the window is used up. */
export async function limitRate({
  ctx,
  operation,
  reply,
  rateLimiter,
}: {
  ctx: Context
  operation: Pick<OperationInfo, 'rateClass'>
  reply: FastifyReply
  rateLimiter: RateLimiter
}): Promise<void> {
  if (ctx.actor.kind !== 'api-key') return
  const count = await rateLimiter.take({ keyId: ctx.actor.keyId, rateClass: operation.rateClass })
  const secondsToReset = tellRate({ reply, policy: 'default', count })
  if (count.isAllowed) return
  throw new DomainError({
    code: 'RATE_LIMIT_EXCEEDED',
    message: `This key has made its ${count.limit} requests of this minute. Repeat the request in ${secondsToReset} s.`,
    retryAfterSeconds: secondsToReset,
  })
}
