import type { Credentials } from '@flow/networks/port'
import type { Sealer } from '../sealing/sealer.ts'

export function sealCredentials({ sealer, credentials, connectionId }: { sealer: Sealer; credentials: Credentials; connectionId: string }): Buffer {
  return sealer.seal({ text: JSON.stringify(credentials), boundTo: connectionId })
}

/** @throws Error that names FLOW_MASTER_KEY where the key is missing */
export function openSealed({ sealer, sealed, connectionId }: { sealer: Sealer; sealed: Uint8Array; connectionId: string }): Credentials {
  // Written by sealCredentials, and authenticated.
  return JSON.parse(sealer.open({ sealed, boundTo: connectionId })) as Credentials
}
