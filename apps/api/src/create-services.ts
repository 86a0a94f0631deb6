import { join } from 'node:path'
import { createValidators } from '@flow/contract'
import { createSealer, type KeyRing } from '@flow/core'
import type { Database } from '@flow/db'
import { createAuth } from './auth/create-auth.ts'
import type { Services } from './http/services.ts'
import { createDiskBlobStore } from './media/disk-blob-store.ts'
import { createMediaSigner } from './media/media-signer.ts'

/** Builds what the doors need from the settings; also the tests' way in. */
export function createServices({
  database,
  keyRing,
  stateDir,
  publicUrl,
  dashboardUrl,
}: {
  database: Database
  keyRing: KeyRing
  stateDir: string
  publicUrl: string
  dashboardUrl: string
}): Services {
  return {
    database,
    validators: createValidators(),
    blobs: createDiskBlobStore({ folder: join(stateDir, 'media') }),
    sealer: createSealer({ keyRing, purpose: 'idempotency' }),
    mediaSigner: createMediaSigner({ keyRing, publicUrl }),
    auth: createAuth({ prisma: database.prisma, keyRing, dashboardUrl }),
    publicUrl,
    dashboardUrl,
    clock: { now: () => new Date() },
  }
}
