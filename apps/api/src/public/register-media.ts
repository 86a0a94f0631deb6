import { hash } from 'node:crypto'
import { DomainError, readFit, toMediaFile } from '@flow/core'
import { sql, type Media } from '@flow/db'
import type { MediaFile } from '@flow/networks/port'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'
import { createRecentCache } from './create-recent-cache.ts'
import { sendFitted, sendMedia } from './send-media.ts'

// A network asks for one some times within seconds; each is a few megabytes at most.
const mostFitted = 16

/** Media by a signed address that ends after an hour. */
export function registerMedia({ app, services }: { app: FastifyInstance; services: Services }): void {
  const fitted = createRecentCache<MediaFile>({ most: mostFitted })
  app.get<{ Params: { key: string }; Querystring: { expires?: unknown; signature?: unknown; fit?: unknown } }>('/media/:key', async (request, reply) => {
    const { key } = request.params
    const { expires, signature } = request.query
    const fit = typeof request.query.fit === 'string' ? request.query.fit : undefined
    const isGood =
      typeof expires === 'string' &&
      typeof signature === 'string' &&
      services.mediaSigner.isGood({ key, expires, signature, ...(fit === undefined ? {} : { fit }), now: services.clock.now() })
    const [media] = isGood
      ? await services.database.sql.query<Media>(
          sql`select key, kind, sha256, content_type, byte_size, filename, width, height, alt_text from media where key = ${key}`,
        )
      : []
    if (!media)
      throw new DomainError({
        code: 'MEDIA_NOT_FOUND',
        message: 'This address is not good, or its time is up. Ask for a new one with GET /v1/media/{key}/url.',
      })
    if (fit !== undefined) {
      const source = { read: services.blobs.read, sign: services.mediaSigner.sign }
      const etag = `"${media.sha256}-${hash('sha256', fit, 'base64url').slice(0, 16)}"`
      const make = () => toMediaFile({ media, source, limits: readFit(fit), isFitted: true })
      // The name in the answer is that of the media, which several may have with the same bytes.
      const file = await fitted({ key: `${key} ${etag}`, make })
      return sendFitted({ reply, file, etag, cacheControl: 'private, max-age=3600' })
    }
    return sendMedia({ request, reply, blobs: services.blobs, media, cacheControl: 'private, max-age=3600' })
  })
}
