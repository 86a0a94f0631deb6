import { join } from 'node:path'
import type { BlobStore } from './blob-store.ts'
import { createDiskBlobStore } from './disk-blob-store.ts'
import type { S3Settings } from './read-blob-settings.ts'
import { createS3BlobStore } from './s3-blob-store.ts'

/** The store that the settings ask for: an S3-compatible one, or the folder `media` of the state folder. */
export function createBlobStore({ settings, stateDir }: { settings: S3Settings | undefined; stateDir: string }): BlobStore {
  const folder = join(stateDir, 'media')
  return settings ? createS3BlobStore({ settings, folder }) : createDiskBlobStore({ folder })
}
