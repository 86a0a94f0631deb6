import { access, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '@flow/core'
import type { Services } from '../http/services.ts'

/** Blobs as files below `folder`, named by their SHA-256. */
export function createDiskBlobStore({ folder }: { folder: string }): Services['blobs'] {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    open: place,
    temporaryPath: async () => {
      const incoming = join(folder, 'incoming')
      await mkdir(incoming, { recursive: true })
      return join(incoming, newId('media'))
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
    remove: (sha256) => rm(place(sha256), { force: true }),
  }
}
