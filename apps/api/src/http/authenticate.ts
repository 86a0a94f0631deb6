import { DomainError, readTestClock, type Context } from '@flow/core'
import type { FastifyRequest } from 'fastify'
import type { Services } from './services.ts'

/** The caller of a request by the API key it carries. */
export async function authenticate({ request, services }: { request: FastifyRequest; services: Services }): Promise<Context> {
  const apiKey = readBearer(request.headers.authorization)
  const { database, clock, publicUrl, rateLimiter, keyCache } = services
  const key = await keyCache.find({ apiKey, now: clock.now() }).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.code === 'INVALID_API_KEY') await rateLimiter.noteFailure(request.ip)
    throw error
  })
  const { workspaceId, mode, permissions, keyId } = key
  const testClockMs = await readTestClock({ db: database.sql, workspaceId, mode })
  return {
    actor: { kind: 'api-key', keyId },
    workspaceId,
    mode,
    permissions,
    sql: database.sql,
    clock: testClockMs === 0 ? clock : { now: () => new Date(clock.now().getTime() + testClockMs) },
    publicUrl,
    requestId: request.id,
    ipAddress: request.ip,
  }
}

function readBearer(header: string | undefined): string {
  if (header === undefined || header.trim() === '') throw new DomainError({ code: 'MISSING_API_KEY' })
  const [, token] = /^Bearer +(\S+) *$/i.exec(header) ?? []
  if (token === undefined) throw new DomainError({ code: 'INVALID_API_KEY', message: 'The Authorization header must read "Bearer <key>".' })
  return token
}
