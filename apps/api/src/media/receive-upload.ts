import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError, invalid } from '@flow/core'
import type { FastifyRequest } from 'fastify'
import { fileTypeFromFile } from 'file-type'
import type { Services } from '../http/services.ts'
import type { Upload } from '../rest/handler-types.ts'

const megabyte = 1024 * 1024
const kinds: Record<string, { kind: 'image' | 'video'; maxBytes: number }> = {
  'image/jpeg': { kind: 'image', maxBytes: 10 * megabyte },
  'image/png': { kind: 'image', maxBytes: 10 * megabyte },
  'image/gif': { kind: 'image', maxBytes: 10 * megabyte },
  'image/webp': { kind: 'image', maxBytes: 10 * megabyte },
  'video/mp4': { kind: 'video', maxBytes: 500 * megabyte },
  'video/quicktime': { kind: 'video', maxBytes: 500 * megabyte },
}

/** Streams an upload to disk, hashing on the way, and judges it by its content. Nothing stays of one that is refused. */
export async function receiveUpload({ request, services }: { request: FastifyRequest; services: Services }): Promise<Upload> {
  if (!request.isMultipart())
    throw new DomainError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the file as multipart/form-data, in a field named "file".' })
  let received: Upload['file'] | undefined
  let altText: string | null = null
  try {
    for await (const part of request.parts({ limits: { files: 1, fileSize: 500 * megabyte, fields: 4, fieldSize: 8_000 } })) {
      if (part.type === 'file' && part.fieldname === 'file') received = await receiveFile({ stream: part.file, filename: part.filename, services })
      else if (part.type === 'field' && part.fieldname === 'altText') altText = readAltText(part.value)
      else throw invalid({ field: part.fieldname, message: 'is not known here; send "file" and, if you like, "altText"' })
    }
    if (!received) throw invalid({ field: 'file', message: 'is required' })
    return { file: received, altText }
  } catch (error) {
    if (received) await rm(received.temporaryPath, { force: true })
    throw error
  }
}

async function receiveFile({
  stream,
  filename,
  services,
}: {
  stream: NodeJS.ReadableStream & { truncated?: boolean }
  filename: string
  services: Services
}): Promise<Upload['file']> {
  const temporaryPath = await services.blobs.temporaryPath()
  const hash = createHash('sha256')
  let byteSize = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      byteSize += chunk.length
      done(null, chunk)
    },
  })
  try {
    await pipeline(stream, meter, createWriteStream(temporaryPath, { mode: 0o600 }))
    if (byteSize === 0) throw invalid({ field: 'file', message: 'must not be empty' })
    const contentType = (await fileTypeFromFile(temporaryPath))?.mime ?? 'unknown'
    const known = kinds[contentType]
    if (!known)
      throw new DomainError({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: `The file is not JPG, PNG, GIF, WebP, MP4 or MOV by its content (${contentType}).`,
        details: [{ field: 'file', message: 'is of a type Flow does not take' }],
      })
    if (stream.truncated || byteSize > known.maxBytes)
      throw new DomainError({
        code: 'PAYLOAD_TOO_LARGE',
        message: `The ${known.kind} is larger than ${known.maxBytes / megabyte} MB.`,
        details: [{ field: 'file', message: `must have at most ${known.maxBytes / megabyte} MB` }],
      })
    return { temporaryPath, sha256: hash.digest('hex'), byteSize, filename: cleanName(filename), contentType, kind: known.kind }
  } catch (error) {
    await rm(temporaryPath, { force: true })
    throw error
  }
}

function readAltText(value: unknown): string | null {
  if (typeof value !== 'string') throw invalid({ field: 'altText', message: 'must be text' })
  if (value.length > 1_500) throw invalid({ field: 'altText', message: 'must have at most 1,500 characters' })
  return value === '' ? null : value
}

// A name is only shown, never used as a path.
const cleanName = (name: string) => name.replace(/[\p{Cc}/\\]/gu, '_').slice(0, 255) || 'file'
