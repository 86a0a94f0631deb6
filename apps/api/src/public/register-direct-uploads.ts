import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError, invalid, mostBytes } from '@flow/core'
import { sql, type MediaUpload } from '@flow/db'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'

/** Takes the files of direct uploads where the store of media does not take them itself: as S3 would, at an address signed for one key, type and size. */
export function registerDirectUploads({ app, services }: { app: FastifyInstance; services: Services }): void {
  const { blobs, database, mediaSigner, clock } = services
  const { direct } = blobs
  if (direct.kind !== 'own') return
  app.register(async (scope) => {
    // The body stays a stream.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.put<{ Params: { key: string }; Querystring: { signature?: unknown } }>('/media/uploads/:key', { bodyLimit: mostBytes }, async (request, reply) => {
      const { key } = request.params
      const { signature } = request.query
      const [upload] = await database.sql.query<Pick<MediaUpload, 'key' | 'contentType' | 'byteSize' | 'expiresAt'>>(
        sql`select key, content_type, byte_size, expires_at from media_upload where key = ${key}`,
      )
      if (!upload || typeof signature !== 'string' || !mediaSigner.isGoodUpload({ ...upload, signature, now: clock.now() }))
        throw new DomainError({
          code: 'MEDIA_NOT_FOUND',
          message: 'This address is not good, its time is up, or its upload is completed. Start a new upload with POST /v1/media/uploads.',
        })
      if (request.headers['content-type'] !== upload.contentType)
        throw invalid({ field: 'Content-Type', message: `must be ${upload.contentType}, as announced` })
      if (request.headers['content-length'] !== String(upload.byteSize))
        throw invalid({ field: 'Content-Length', message: `must be ${upload.byteSize}, as announced` })
      const temporaryPath = await blobs.temporaryPath()
      try {
        const body = request.body instanceof Readable ? request.body : request.raw
        await pipeline(body, createWriteStream(temporaryPath, { mode: 0o600, flush: true }))
        await direct.keepUpload({ key, temporaryPath })
      } catch (error) {
        request.raw.resume()
        throw error
      } finally {
        await rm(temporaryPath, { force: true })
      }
      return reply.status(200).send('')
    })
  })
}
