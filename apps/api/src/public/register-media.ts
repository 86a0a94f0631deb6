import { DomainError } from '@flow/core'
import { sql } from '@flow/db'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'
import { sendMedia, type ServedMedia } from './send-media.ts'

/** Media by a signed address that ends after an hour. */
export function registerMedia({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.get<{ Params: { key: string }; Querystring: { expires?: unknown; signature?: unknown } }>('/media/:key', async (request, reply) => {
    const { key } = request.params
    const { expires, signature } = request.query
    const isGood =
      typeof expires === 'string' && typeof signature === 'string' && services.mediaSigner.isGood({ key, expires, signature, now: services.clock.now() })
    const [media] = isGood
      ? await services.database.sql.query<ServedMedia>(sql`select sha256, content_type, byte_size, filename from media where key = ${key}`)
      : []
    if (!media)
      throw new DomainError({
        code: 'MEDIA_NOT_FOUND',
        message: 'This address is not good, or its time is up. Ask for a new one with GET /v1/media/{key}/url.',
      })
    return sendMedia({ request, reply, blobs: services.blobs, media, cacheControl: 'private, max-age=3600' })
  })
}
