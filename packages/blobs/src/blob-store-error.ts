/** The store can't be reached, or does not let us in. It tells what was tried and the store's word for the failure, never a credential. */
export class BlobStoreError extends Error {
  readonly code = 'BLOB_STORE_FAILED'

  constructor({ action, reason }: { action: string; reason: string }) {
    super(`the S3 store failed to ${action}: ${reason}`)
    this.name = 'BlobStoreError'
  }
}
