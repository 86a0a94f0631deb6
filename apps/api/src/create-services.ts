import { join } from 'node:path'
import { createValidators } from '@flow/contract'
import { createSealer, type KeyRing } from '@flow/core'
import type { Database } from '@flow/db'
import { createNetworks, createOAuthClients, type NetworkSettings } from '@flow/networks'
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
  networkSettings = { baseUrls: {}, oauth: {} },
}: {
  database: Database
  keyRing: KeyRing
  stateDir: string
  publicUrl: string
  dashboardUrl: string
  networkSettings?: NetworkSettings
}): Services {
  return {
    database,
    validators: createValidators(),
    blobs: createDiskBlobStore({ folder: join(stateDir, 'media') }),
    sealer: createSealer({ keyRing, purpose: 'idempotency' }),
    mediaSigner: createMediaSigner({ keyRing, publicUrl }),
    connector: {
      networks: createNetworks(networkSettings),
      oauth: createOAuthClients({ settings: networkSettings, fetch }),
      sealer: createSealer({ keyRing, purpose: 'credentials' }),
      fetch,
      db: database.sql,
    },
    auth: createAuth({ prisma: database.prisma, keyRing, dashboardUrl }),
    publicUrl,
    dashboardUrl,
    clock: { now: () => new Date() },
  }
}
