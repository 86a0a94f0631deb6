import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { removeUnusedBlob, type BlobStore } from './blob-store.ts'
import { findMedia } from './media-resource.ts'

/** Deletes media that no unfinished post needs, and its bytes when no other media shares them. */
export async function deleteMedia({ ctx, blobs, key }: { ctx: Context; blobs: Pick<BlobStore, 'remove'>; key: string }): Promise<void> {
  requirePermission(ctx, 'media:write')
  const { sha256 } = await ctx.sql.transaction(async (tx) => {
    const media = await findMedia({ ctx, db: tx, key })
    await tx.query(sql`select 1 from media where key = ${key} and ${inScope(ctx)} for update`)
    const [post] = await tx.query<{ id: string }>(sql`
      select id from post where ${inScope(ctx)} and status in ('queued', 'flowing') and media_keys @> ${[key]} and media_keys <> '{}' limit 1`)
    if (post) {
      throw new DomainError({
        code: 'MEDIA_IN_USE',
        message: `The post ${post.id} has not ended and needs this media. Delete or change that post first, or wait until it is done.`,
        details: [{ field: 'key', message: `is used by ${post.id}` }],
      })
    }
    await tx.execute(sql`delete from media where key = ${key} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'deleteMedia', subjectId: key })
    return media
  })
  // Only once the deletion stands: a file without a row is waste, a row without its file would be a loss.
  await removeUnusedBlob({ db: ctx.sql, blobs, sha256 })
}
