import { sql, type SqlRunner } from '@flow/db'
import { removeUnusedBlob, type BlobStore } from './blob-store.ts'

const batch = 500
const dayMs = 86_400_000

/** Removes blobs that no media has and that were put there over 7 days ago, and what was left behind a day ago by uploads that broke off. */
export async function sweepBlobs({
  db,
  blobs,
  now,
  signal,
}: {
  db: SqlRunner
  blobs: BlobStore
  now: Date
  /** Ends the sweep between two looks; the next one goes on. */
  signal?: AbortSignal
}): Promise<{ removed: number; leftovers: number }> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  let removed = 0
  for await (const names of inBatches(blobs.list({ before: before(7) }))) {
    if (signal?.aborted) break
    const strays = await db.query<{ sha256: string }>(sql`
      select sha256 from unnest(${names}::text[]) as listed (sha256) where not exists (select 1 from media where media.sha256 = listed.sha256)`)
    for (const { sha256 } of strays) if (await removeUnusedBlob({ db, blobs, sha256 })) removed++
  }
  return { removed, leftovers: await blobs.removeLeftovers({ before: before(1) }) }
}

async function* inBatches(names: AsyncIterable<string>): AsyncIterable<string[]> {
  let group: string[] = []
  for await (const name of names) {
    if (group.push(name) < batch) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
