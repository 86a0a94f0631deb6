import { sql, type Media, type MediaKind, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { lockBlob, type BlobStore } from './blob-store.ts'
import { mediaColumns } from './media-resource.ts'

export type ReceivedFile = {
  temporaryPath: string
  sha256: string
  byteSize: number
  filename: string
  contentType: string
  kind: MediaKind
  /** Of images alone, as is the blurhash. */
  width: number | null
  height: number | null
  blurhash: string | null
}

/** Takes a file that was received and judged. Equal files share a blob, but each upload is a media of its own. */
export async function createMedia({
  ctx,
  blobs,
  file,
  altText,
}: {
  ctx: Context
  blobs: Pick<BlobStore, 'keep'>
  file: ReceivedFile
  altText: string | null
}): Promise<Media> {
  requirePermission(ctx, 'media:write')
  return ctx.sql.transaction((tx) => storeMedia({ ctx, tx, blobs, key: newId('media'), file, altText, action: 'uploadMedia' }))
}

/** The row and the bytes of media, in the caller's transaction. */
export async function storeMedia({
  ctx,
  tx,
  blobs,
  key,
  file,
  altText,
  action,
}: {
  ctx: Context
  tx: TransactionRunner
  blobs: Pick<BlobStore, 'keep'>
  key: string
  file: ReceivedFile
  altText: string | null
  action: string
}): Promise<Media> {
  await lockBlob({ tx, sha256: file.sha256 })
  await blobs.keep(file)
  const [media] = await tx.query<Media>(sql`
    insert into media (key, workspace_id, mode, filename, content_type, kind, byte_size, sha256, width, height, blurhash, alt_text)
    values (${key}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${file.filename}, ${file.contentType}, ${file.kind}::media_kind, ${file.byteSize}, ${file.sha256},
      ${file.width}, ${file.height}, ${file.blurhash}, ${altText})
    returning ${mediaColumns}`)
  if (!media) throw new Error('insert into media returned no row')
  await recordChange({ ctx, tx, action, subjectId: media.key })
  return media
}
