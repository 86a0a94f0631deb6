import { join } from 'node:path'
import { createValidators } from '@flow/contract'
import type { Database } from '@flow/db'
import { createAuth } from './auth/create-auth.ts'
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
  dashboardUrl,
}: {
  database: Database
  masterKey: Buffer
  stateDir: string
  publicUrl: string
  dashboardUrl: string
}): Services {
  return {
    database,
    validators: createValidators(),
    blobs: createDiskBlobStore({ folder: join(stateDir, 'media') }),
    sealer: createSealer({ masterKey, purpose: 'idempotency' }),
    mediaSigner: createMediaSigner({ masterKey, publicUrl }),
    auth: createAuth({ prisma: database.prisma, masterKey, dashboardUrl }),
    publicUrl,
    dashboardUrl,
    clock: { now: () => new Date() },
  }
}
