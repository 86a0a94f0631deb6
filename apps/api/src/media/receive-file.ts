import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cleanName, DomainError, invalid, mediaTypes, megabyte, mostBytes, type MediaType, type ReceivedFile } from '@flow/core'
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'
import { inspectImage } from './inspect-image.ts'

const headBytes = 16 * 1024

/** Streams a file to `temporaryPath`, hashing on the way, and judges it by its content. Nothing stays of one that is refused. */
export async function receiveFile({
  stream,
  filename,
  temporaryPath,
  field,
}: {
  stream: Readable
  filename: string
  temporaryPath: string
  /** The field that a refusal names. */
  field: string
}): Promise<ReceivedFile> {
  const meter = createMeter(field)
  try {
    await pipeline(stream, meter.transform, createWriteStream(temporaryPath, { mode: 0o600, flush: true }))
    const { byteSize, sha256 } = meter.read()
    if (byteSize === 0) throw invalid({ field, message: 'must not be empty' })
    const detected = plainType((await fileTypeFromFile(temporaryPath))?.mime)
    const type = mediaTypes[detected]
    if (!type) throw unsupported({ field, detected })
    if (byteSize > type.maxBytes) throw tooLarge({ field, type })
    const picture = type.kind === 'image' ? await inspectImage({ path: temporaryPath, field }) : { width: null, height: null, blurhash: null }
    return { temporaryPath, sha256, byteSize, filename: cleanName(filename), contentType: detected, kind: type.kind, ...picture }
  } catch (error) {
    await rm(temporaryPath, { force: true })
    throw error
  }
}

/** Hashes and counts what passes, and stops a file at the limit of the type that its first bytes show. */
function createMeter(field: string): { transform: Transform; read: () => { byteSize: number; sha256: string } } {
  const hash = createHash('sha256')
  let byteSize = 0
  let head = Buffer.alloc(0)
  let type: MediaType | undefined
  let isJudged = false
  const judge = async () => {
    isJudged = true
    type = mediaTypes[plainType((await fileTypeFromBuffer(head))?.mime)]
    head = Buffer.alloc(0)
  }
  const take = async (chunk: Buffer) => {
    hash.update(chunk)
    byteSize += chunk.length
    if (!isJudged) head = Buffer.concat([head, chunk])
    if (!isJudged && head.length >= headBytes) await judge()
    if (byteSize > (type?.maxBytes ?? mostBytes)) throw tooLarge({ field, type })
  }
  const transform = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      take(chunk).then(() => done(null, chunk), done)
    },
  })
  return { transform, read: () => ({ byteSize, sha256: hash.digest('hex') }) }
}

// An animated PNG is a PNG.
const plainType = (mime: string | undefined): string => (mime === 'image/apng' ? 'image/png' : (mime ?? 'unknown'))

const unsupported = ({ field, detected }: { field: string; detected: string }) =>
  new DomainError({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: `The file is not JPG, PNG, GIF, WebP, MP4 or MOV by its content (${detected}).`,
    details: [{ field, message: 'is of a type Flow does not take' }],
  })

function tooLarge({ field, type }: { field: string; type: MediaType | undefined }): DomainError {
  const megabytes = (type?.maxBytes ?? mostBytes) / megabyte
  return new DomainError({
    code: 'PAYLOAD_TOO_LARGE',
    message: `The ${type?.kind ?? 'file'} is larger than ${megabytes} MB.`,
    details: [{ field, message: `must have at most ${megabytes} MB` }],
  })
}
