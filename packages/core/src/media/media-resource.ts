import { raw, sql, type Media, type SqlRunner } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'

export const mediaColumns = raw(
  'key, workspace_id, mode, filename, content_type, kind, byte_size, sha256, width, height, blurhash, alt_text, created_at, updated_at',
)

export function toMediaResource(media: Media): Schemas['Media'] {
  const { key, mode, filename, contentType, kind, byteSize, width, height, blurhash, altText, createdAt, updatedAt } = media
  const file = { filename, contentType, kind, byteSize, width, height, blurhash }
  return { key, mode, ...file, altText, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}

export async function findMedia({ ctx, db, key }: { ctx: Context; db: SqlRunner; key: string }): Promise<Media> {
  const [media] = await db.query<Media>(sql`
    select ${mediaColumns} from media where key = ${key} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`)
  if (!media) throw notFound('MEDIA_NOT_FOUND')
  return media
}
