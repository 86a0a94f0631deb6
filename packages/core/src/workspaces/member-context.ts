import type { Mode, SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { rolePermissions } from '../permissions/roles.ts'
import type { Membership } from './find-membership.ts'

/** A signed-in member acting in a workspace, with what the role permits. */
export function memberContext({
  userId,
  membership,
  ...rest
}: {
  userId: string
  membership: Membership
  mode: Mode
  sql: SqlRunner
  clock: { now: () => Date }
  publicUrl: string
  requestId: string
  ipAddress: string
}): Context {
  const { workspaceId, role } = membership
  return { actor: { kind: 'member', userId, role }, workspaceId, permissions: rolePermissions[role], ...rest }
}
