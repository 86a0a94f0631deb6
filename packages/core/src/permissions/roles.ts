import type { Permission, Role } from '../context.ts'

export const allPermissions = [
  'posts:read',
  'posts:write',
  'channels:read',
  'channels:write',
  'connections:read',
  'connections:write',
  'webhooks:read',
  'webhooks:write',
  'api-keys:read',
  'api-keys:write',
  'media:read',
  'media:write',
  'analytics:read',
] as const satisfies readonly Permission[]

const reading = allPermissions.filter((permission) => permission.endsWith(':read'))

/** What a member may do, by role. An owner may besides manage members and the workspace itself. */
export const rolePermissions: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set(reading),
  editor: new Set([...reading, 'posts:write', 'media:write']),
  admin: new Set(allPermissions),
  owner: new Set(allPermissions),
}

export const isRole = (text: string): text is Role => text in rolePermissions
export const isPermission = (text: string): text is Permission => (allPermissions as readonly string[]).includes(text)
