import { join } from 'node:path'
import { createValidators } from '@flow/contract'
import type { Database } from '@flow/db'
import { createSealer } from './http/sealer.ts'
import type { Services } from './http/services.ts'
import { createDiskBlobStore } from './media/disk-blob-store.ts'
import { createMediaSigner } from './media/media-signer.ts'

/** Builds what the doors need from the settings; also the tests' way in. */
export function createServices({
  database,
  masterKey,
  stateDir,
  publicUrl,
}: {
  database: Database
  masterKey: Buffer
  stateDir: string
  publicUrl: string
}): Services {
  return {
    database,
    validators: createValidators(),
    blobs: createDiskBlobStore({ folder: join(stateDir, 'media') }),
    sealer: createSealer({ masterKey, purpose: 'idempotency' }),
    mediaSigner: createMediaSigner({ masterKey, publicUrl }),
    publicUrl,
    clock: { now: () => new Date() },
  }
}
