import type { FastifyReply, FastifyRequest } from 'fastify'
import { originsOf } from '../auth/create-auth.ts'

const doors = ['/v1/', '/trpc/', '/api/auth/']
const methods = 'GET, POST, PUT, PATCH, DELETE'
const sentHeaders = 'Authorization, Content-Type, Idempotency-Key, X-Flow-Mode'
const readHeaders = 'X-Request-Id, Retry-After, Idempotent-Replayed, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset'

/**
 * Lets pages of the dashboard's own origin read the API; pages of any other get no header, so their browser keeps the answer from them.
 * @returns whether the request was a browser's question before one, which is answered now
 */
export function allowDashboard({ request, reply, dashboardUrl }: { request: FastifyRequest; reply: FastifyReply; dashboardUrl: string }): boolean {
  if (!doors.some((door) => request.url.startsWith(door))) return false
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined || !originsOf(dashboardUrl).includes(origin)) return false
  reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', 'access-control-expose-headers': readHeaders })
  if (!isPreflight(request)) return false
  reply.headers({ 'access-control-allow-methods': methods, 'access-control-allow-headers': sentHeaders, 'access-control-max-age': 600 })
  reply.status(204).send()
  return true
}

const isPreflight = (request: FastifyRequest): boolean => request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
