import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStore } from './blob-store.ts'
import { filesBefore, unlessMissing } from './files-before.ts'
import { incomingFolder, removeBefore } from './incoming-folder.ts'

/** Blobs as files below `folder`, named by their SHA-256. */
export function createDiskBlobStore({ folder }: { folder: string }): BlobStore {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const uploads = join(folder, 'uploads')
  const incoming = incomingFolder(folder)
  return {
    ...incoming,
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
    readUpload: async (key) => (await unlessMissing(open(join(uploads, key)), undefined))?.createReadStream(),
    removeUpload: (key) => rm(join(uploads, key), { force: true }),
    direct: {
      kind: 'own',
      keepUpload: async ({ key, temporaryPath }) => {
        await mkdir(uploads, { recursive: true })
        await rename(temporaryPath, join(uploads, key))
      },
    },
    removeLeftovers: async ({ before }) => (await incoming.removeLeftovers({ before })) + (await removeBefore({ folder: uploads, before })),
    list: async function* ({ before }) {
      for (const name of await unlessMissing(readdir(folder), [])) {
        if (!/^[0-9a-f]{2}$/.test(name)) continue
        for (const file of await filesBefore({ folder: join(folder, name), before })) if (/^[0-9a-f]{64}$/.test(file)) yield file
      }
    },
  }
}
