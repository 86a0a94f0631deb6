import type { Mode, SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { allPermissions } from '../permissions/roles.ts'

/** Flow acting for a workspace by itself, as on its first start. */
export function systemContext({
  sql,
  workspaceId,
  mode = 'live',
  publicUrl,
  name,
}: {
  sql: SqlRunner
  workspaceId: string
  mode?: Mode
  publicUrl: string
  name: string
}): Context {
  return {
    actor: { kind: 'system', name },
    workspaceId,
    mode,
    permissions: new Set(allPermissions),
    sql,
    clock: { now: () => new Date() },
    publicUrl,
    requestId: null,
    ipAddress: null,
  }
}
