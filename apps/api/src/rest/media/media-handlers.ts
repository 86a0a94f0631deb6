import { createMedia, createMediaUpload, deleteMedia, getMedia, listMedia, toMediaResource, updateMedia } from '@flow/core'
import { completeUpload } from '../../media/complete-upload.ts'
import type { OperationsOf } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const mediaHandlers: OperationsOf<'media'> = {
  listMedia: async ({ ctx, query }) => {
    const { rows, pagination } = await listMedia({ ctx, query: toListQuery(query) })
    return { data: rows.map(toMediaResource), pagination }
  },
  uploadMedia: async ({ ctx, services, upload }) => {
    if (!upload) throw new Error('an upload reached its handler without a file')
    return { data: toMediaResource(await createMedia({ ctx, blobs: services.blobs, ...upload })) }
  },
  createMediaUpload: async ({ ctx, services, body }) => {
    const { key, contentType, byteSize, expiresAt } = await createMediaUpload({ ctx, body })
    const { direct } = services.blobs
    const upload = { key, contentType, byteSize, expiresAt }
    const uploadUrl = direct.kind === 'store' ? await direct.presign({ ...upload, now: ctx.clock.now() }) : services.mediaSigner.signUpload(upload)
    return { data: { key, uploadUrl, method: 'PUT', headers: { 'Content-Type': contentType }, expiresAt: expiresAt.toISOString() } }
  },
  completeMediaUpload: async ({ ctx, services, path }) => ({ data: toMediaResource(await completeUpload({ ctx, services, key: path.key })) }),
  getMedia: async ({ ctx, path }) => ({ data: toMediaResource(await getMedia({ ctx, key: path.key })) }),
  updateMedia: async ({ ctx, path, body }) => ({ data: toMediaResource(await updateMedia({ ctx, key: path.key, body })) }),
  deleteMedia: async ({ ctx, services, path }) => {
    await deleteMedia({ ctx, blobs: services.blobs, key: path.key })
    return undefined
  },
  getMediaUrl: async ({ ctx, services, path }) => {
    const { key } = await getMedia({ ctx, key: path.key })
    return { data: services.mediaSigner.sign({ key, now: ctx.clock.now() }) }
  },
}
