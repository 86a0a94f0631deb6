import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'
import { tellRate } from './tell-rate.ts'

/** Puts rate headers on what is answered before a key was known: how often the address may still come without a good one. */
export function registerAddressRate({ app, services }: { app: FastifyInstance; services: Pick<Services, 'rateLimiter'> }): void {
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/v1/') || reply.hasHeader('ratelimit')) return
    tellRate({ reply, policy: 'address', count: await services.rateLimiter.countOf(request.ip) })
  })
}
