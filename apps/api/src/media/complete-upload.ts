import { rm } from 'node:fs/promises'
import { completeMediaUpload, DomainError, findMediaUpload, invalid, type Context } from '@flow/core'
import type { Media, MediaUpload } from '@flow/db'
import type { Services } from '../http/services.ts'
import { receiveFile } from './receive-file.ts'

/** Fetches what was sent for an upload, judges it as any file, and makes it media. What is wrong is removed; another may be sent in its place. */
export async function completeUpload({ ctx, services, key }: { ctx: Context; services: Services; key: string }): Promise<Media> {
  const { blobs } = services
  const found = await findMediaUpload({ ctx, key })
  if ('media' in found) return found.media
  const stream = await blobs.readUpload(key)
  if (!stream) return whatRivalMade({ ctx, key })
  const temporaryPath = await blobs.temporaryPath()
  try {
    const file = await receiveFile({ stream, filename: found.upload.filename, temporaryPath, field: 'file' })
    requireAnnounced({ file, upload: found.upload })
    // What was judged is kept, and not what may lie in the store by now.
    const media = await completeMediaUpload({ ctx, blobs, key, file })
    await blobs.removeUpload(key)
    return media
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'MEDIA_NOT_FOUND') throw error
    await blobs.removeUpload(key)
    throw error.code === 'VALIDATION_ERROR' ? error : invalid(...error.details)
  } finally {
    await rm(temporaryPath, { force: true })
  }
}

// Another completion may have taken the file since we looked.
async function whatRivalMade({ ctx, key }: { ctx: Context; key: string }): Promise<Media> {
  const found = await findMediaUpload({ ctx, key })
  if ('media' in found) return found.media
  throw invalid({ field: 'key', message: 'names an upload whose file has not arrived; send it to its uploadUrl with PUT first' })
}

function requireAnnounced({ file, upload }: { file: { byteSize: number; contentType: string }; upload: MediaUpload }): void {
  if (file.byteSize !== upload.byteSize)
    throw invalid({ field: 'size', message: `was announced as ${upload.byteSize}, and the file has ${file.byteSize} bytes` })
  if (file.contentType !== upload.contentType)
    throw invalid({ field: 'contentType', message: `was announced as ${upload.contentType}, and the file is ${file.contentType} by its content` })
}
