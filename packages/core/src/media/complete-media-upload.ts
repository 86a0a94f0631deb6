import { sql, type Media } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import type { BlobStore } from './blob-store.ts'
import { storeMedia, type ReceivedFile } from './create-media.ts'
import { findMedia } from './media-resource.ts'

/** Makes media of an upload whose file was fetched and judged. Of two at once the second answers the media of the first. */
export async function completeMediaUpload({
  ctx,
  blobs,
  key,
  file,
}: {
  ctx: Context
  blobs: Pick<BlobStore, 'keep'>
  key: string
  file: ReceivedFile
}): Promise<Media> {
  requirePermission(ctx, 'media:write')
  return ctx.sql.transaction(async (tx) => {
    const isOurs = await tx.execute(sql`delete from media_upload where key = ${key} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`)
    if (isOurs === 0) return findMedia({ ctx, db: tx, key })
    return storeMedia({ ctx, tx, blobs, key, file, altText: null, action: 'completeMediaUpload' })
  })
}
