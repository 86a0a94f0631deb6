import { sql, type SqlRunner, type TransactionRunner } from '@flow/db'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

/** Keeps the bytes of media, named by their SHA-256. */
export type BlobStore = {
  /** Moves a file that was received whole to its place; a blob that is there already stays. */
  keep: (blob: { sha256: string; temporaryPath: string }) => Promise<void>
  remove: (sha256: string) => Promise<void>
  /** The SHA-256 of every blob that was put there before the given time. */
  list: (input: { before: Date }) => AsyncIterable<string>
  /** Removes what was received before the given time and never kept; tells how much that was. */
  removeLeftovers: (input: { before: Date }) => Promise<number>
}

/** Whoever keeps or removes a blob holds this lock until its transaction ends, so that none is removed under a new media. */
export async function lockBlob({ tx, sha256 }: { tx: TransactionRunner; sha256: string }): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`blob:${sha256}`}, 0))`)
}

/** Removes a blob unless a media has it; tells whether it did. */
export async function removeUnusedBlob({ db, blobs, sha256 }: { db: SqlRunner; blobs: Pick<BlobStore, 'remove'>; sha256: string }): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockBlob({ tx, sha256 })
    const [media] = await tx.query(
      acrossWorkspaces('equal files of all workspaces share a blob; only whether there is one is asked')`select 1 from media where sha256 = ${sha256} limit 1`,
    )
    if (media) return false
    await blobs.remove(sha256)
    return true
  })
}
