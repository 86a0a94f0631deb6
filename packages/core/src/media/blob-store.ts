import { sql, type SqlRunner } from '@flow/db'

/** Keeps the bytes of media, named by their SHA-256. */
export type BlobStore = {
  /** Moves a file that was received whole to its place; a blob that is there already stays. */
  keep: (blob: { sha256: string; temporaryPath: string }) => Promise<void>
  remove: (sha256: string) => Promise<void>
}

/** Whoever keeps or removes a blob holds this lock until its transaction ends, so that none is removed under a new media. */
export async function lockBlob({ tx, sha256 }: { tx: SqlRunner; sha256: string }): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`blob:${sha256}`}, 0))`)
}
