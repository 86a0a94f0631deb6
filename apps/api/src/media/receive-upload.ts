import { rm } from 'node:fs/promises'
import { DomainError, invalid, mostBytes } from '@flow/core'
import type { FastifyRequest } from 'fastify'
import { refuseBrokenText } from '../http/refuse-broken-text.ts'
import type { Services } from '../http/services.ts'
import type { Upload } from '../rest/handler-types.ts'
import { receiveFile } from './receive-file.ts'

// One more byte than a file may have, so that the judge of the file sees it and can say what is wrong.
const limits = { files: 1, fileSize: mostBytes + 1, fields: 4, fieldSize: 8_000 }

/** Reads a form with one file, which is judged while it arrives. Nothing stays of one that is refused. */
export async function receiveUpload({ request, services }: { request: FastifyRequest; services: Services }): Promise<Upload> {
  if (!request.isMultipart())
    throw new DomainError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the file as multipart/form-data, in a field named "file".' })
  let received: Upload['file'] | undefined
  let altText: string | null = null
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file' && part.fieldname === 'file')
        received = await receiveFile({ stream: part.file, filename: part.filename, temporaryPath: await services.blobs.temporaryPath(), field: 'file' })
      else if (part.type === 'field' && part.fieldname === 'altText') altText = readAltText(part.value)
      else throw invalid({ field: part.fieldname, message: 'is not known here; send "file" and, if you like, "altText"' })
    }
    if (!received) throw invalid({ field: 'file', message: 'is required' })
    return { file: received, altText }
  } catch (error) {
    if (received) await rm(received.temporaryPath, { force: true })
    // What is still on its way is read and dropped: a connection left full would never carry the answer to the next request.
    request.raw.unpipe()
    request.raw.resume()
    throw error
  }
}

function readAltText(value: unknown): string | null {
  if (typeof value !== 'string') throw invalid({ field: 'altText', message: 'must be text' })
  refuseBrokenText({ value, field: 'altText' })
  if (value.length > 1_500) throw invalid({ field: 'altText', message: 'must have at most 1,500 characters' })
  return value === '' ? null : value
}
