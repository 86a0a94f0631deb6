import { createMedia, deleteMedia, getMedia, listMedia, toMediaResource, updateMedia } from '@flow/core'
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
