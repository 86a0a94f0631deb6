import { randomUUID } from 'node:crypto'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStore } from './blob-store.ts'

/** Blobs as files below `folder`, named by their SHA-256. */
export function createDiskBlobStore({ folder }: { folder: string }): BlobStore {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    temporaryPath: async () => {
      const incoming = join(folder, 'incoming')
      await mkdir(incoming, { recursive: true })
      return join(incoming, randomUUID())
    },
    keep: async ({ sha256, temporaryPath }) => {
      const path = place(sha256)
      const isThere = await access(path).then(
        () => true,
        () => false,
      )
      if (isThere) return rm(temporaryPath, { force: true })
      await mkdir(dirname(path), { recursive: true })
      await rename(temporaryPath, path)
    },
    read: async ({ sha256, start, end }) => (await open(place(sha256))).createReadStream({ start, end }),
    remove: (sha256) => rm(place(sha256), { force: true }),
  }
}
