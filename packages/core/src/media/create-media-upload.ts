import type { RequestBody } from '@flow/contract/types'
import { sql, type MediaUpload } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError, invalid } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { cleanName } from './clean-name.ts'
import { mediaTypes, megabyte } from './media-types.ts'
import { mediaUploadColumns } from './media-upload-rows.ts'

const lifetimeMs = 3_600_000

/** Announces a file that is sent past the API. It is no media, and nothing can use it, until it is completed. */
export async function createMediaUpload({ ctx, body }: { ctx: Context; body: RequestBody<'createMediaUpload'> }): Promise<MediaUpload> {
  requirePermission(ctx, 'media:write')
  const type = mediaTypes[body.contentType]
  if (!type) throw invalid({ field: 'contentType', message: `must be one of ${Object.keys(mediaTypes).join(', ')}` })
  if (body.size > type.maxBytes) {
    const megabytes = type.maxBytes / megabyte
    const details = [{ field: 'size', message: `must be at most ${megabytes} MB for its type` }]
    throw new DomainError({ code: 'PAYLOAD_TOO_LARGE', message: `The ${type.kind} is larger than ${megabytes} MB.`, details })
  }
  const expiresAt = new Date(ctx.clock.now().getTime() + lifetimeMs)
  return ctx.sql.transaction(async (tx) => {
    const [upload] = await tx.query<MediaUpload>(sql`
      insert into media_upload (key, workspace_id, mode, filename, content_type, byte_size, expires_at)
      values (${newId('media')}, ${ctx.workspaceId}, ${ctx.mode}::mode, ${cleanName(body.fileName)}, ${body.contentType}, ${body.size}, ${expiresAt})
      returning ${mediaUploadColumns}`)
    if (!upload) throw new Error('insert into media_upload returned no row')
    await recordChange({ ctx, tx, action: 'createMediaUpload', subjectId: upload.key })
    return upload
  })
}
