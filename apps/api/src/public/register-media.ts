import { createReadStream } from 'node:fs'
import { DomainError } from '@flow/core'
import { sql } from '@flow/db'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'

/** Media by a signed address that ends after an hour. */
export function registerMedia({ app, services }: { app: FastifyInstance; services: Services }): void {
  app.get<{ Params: { key: string }; Querystring: { expires?: unknown; signature?: unknown } }>('/media/:key', async (request, reply) => {
    const { key } = request.params
    const { expires, signature } = request.query
    const isGood =
      typeof expires === 'string' && typeof signature === 'string' && services.mediaSigner.isGood({ key, expires, signature, now: services.clock.now() })
    const [media] = isGood
      ? await services.database.sql.query<{ sha256: string; contentType: string; byteSize: number }>(
          sql`select sha256, content_type, byte_size from media where key = ${key}`,
        )
      : []
    if (!media)
      throw new DomainError({
        code: 'MEDIA_NOT_FOUND',
        message: 'This address is not good, or its time is up. Ask for a new one with GET /v1/media/{key}/url.',
      })
    return reply
      .headers({
        'content-type': media.contentType,
        'content-length': media.byteSize,
        'cache-control': 'private, max-age=3600',
        'content-security-policy': "default-src 'none'",
      })
      .send(createReadStream(services.blobs.open(media.sha256)))
  })
}
