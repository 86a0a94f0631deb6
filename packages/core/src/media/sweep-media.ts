import { sql, type SqlRunner } from '@flow/db'
import { recordChanges } from '../recording/record-change.ts'
import { systemContext } from '../workspaces/system-context.ts'
import { removeUnusedBlob, type BlobStore } from './blob-store.ts'

type Orphan = { key: string; sha256: string; workspaceId: string }

/** Of any status: an ended post still shows its media, and a blocked one may be retried. Feeds show entries whose post is gone. */
const isUnused = sql`
  not exists (select 1 from post where post.media_keys @> array[media.key] and post.media_keys <> '{}')
  and not exists (select 1 from built_in_entry where built_in_entry.media_keys @> array[media.key] and built_in_entry.media_keys <> '{}')`

/**
 * Deletes media that were uploaded over 7 days ago, by the database's clock, and that nothing uses; then their bytes, where no other media shares them.
 * @returns how many were deleted; fewer than `limit` where no more are to be found
 */
export async function sweepMedia({ db, blobs, limit }: { db: SqlRunner; blobs: Pick<BlobStore, 'remove'>; limit: number }): Promise<number> {
  const gone = await db.transaction(async (tx) => {
    // A post that is being written holds its media locked, so those are skipped. One that comes now waits, and finds its media gone.
    const locked = await tx.query<Pick<Orphan, 'key'>>(sql`
      select key from media where created_at < now() - interval '7 days' and ${isUnused} order by created_at limit ${limit} for update skip locked`)
    // Judged again by what is committed once the locks are held: a post may have been written between the look and the lock.
    const orphans = await tx.query<Orphan>(sql`
      delete from media where key = any(${locked.map((media) => media.key)}) and ${isUnused} returning key, sha256, workspace_id`)
    for (const [workspaceId, group] of Map.groupBy(orphans, (orphan) => orphan.workspaceId)) {
      const ctx = systemContext({ sql: tx, workspaceId, publicUrl: '', name: 'sweep' })
      await recordChanges({ ctx, tx, action: 'sweepMedia', changes: group.map(({ key }) => ({ subjectId: key })) })
    }
    return orphans
  })
  for (const sha256 of new Set(gone.map((media) => media.sha256))) await removeUnusedBlob({ db, blobs, sha256 })
  return gone.length
}
