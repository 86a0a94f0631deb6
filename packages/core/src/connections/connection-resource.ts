import type { Schemas } from '@flow/contract/types'
import type { ConnectionRow } from './connection-rows.ts'

/** A connection as callers and events see it. */
export function toConnectionResource(connection: ConnectionRow): Schemas['Connection'] {
  const { reasonCode, reasonMessage, lastVerifiedAt, createdAt } = connection
  const displayName = connection.remoteName ?? connection.network
  return {
    id: connection.id,
    mode: connection.mode,
    network: connection.network,
    name: connection.name ?? displayName,
    account: { id: connection.remoteId ?? '', handle: connection.remoteHandle, displayName, url: connection.remoteUrl },
    status: connection.status,
    reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? '', nextActionAt: null },
    expiresAt: connection.expiresAt?.toISOString() ?? null,
    lastVerifiedAt: (lastVerifiedAt ?? createdAt).toISOString(),
    channelIds: connection.channelIds,
    createdAt: createdAt.toISOString(),
    updatedAt: connection.updatedAt.toISOString(),
  }
}
