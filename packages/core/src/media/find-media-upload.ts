import { sql, type Media, type MediaUpload } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findMedia } from './media-resource.ts'
import { mediaUploadColumns } from './media-upload-rows.ts'

/** An upload that waits to be completed, or the media that it has become. */
export async function findMediaUpload({ ctx, key }: { ctx: Context; key: string }): Promise<{ upload: MediaUpload } | { media: Media }> {
  requirePermission(ctx, 'media:write')
  const [upload] = await ctx.sql.query<MediaUpload>(sql`
    select ${mediaUploadColumns} from media_upload where key = ${key} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`)
  return upload ? { upload } : { media: await findMedia({ ctx, db: ctx.sql, key }) }
}
