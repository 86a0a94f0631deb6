import type { Context, Permission } from '../context.ts'
import { DomainError } from '../domain-error.ts'

/** Throws INSUFFICIENT_PERMISSIONS, naming the permission, unless the caller has it. */
export function requirePermission({ permissions }: Pick<Context, 'permissions'>, permission: Permission): void {
  if (permissions.has(permission)) return
  throw new DomainError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: `This needs the permission ${permission}. Use a key or a member that has it.`,
    details: [{ field: 'permission', message: `${permission} is required` }],
  })
}
