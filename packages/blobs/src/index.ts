export type { BlobStore, DirectUploads } from './blob-store.ts'
export { createBlobStore } from './create-blob-store.ts'
export { createDiskBlobStore } from './disk-blob-store.ts'
export { readBlobSettings, type S3Settings } from './read-blob-settings.ts'
