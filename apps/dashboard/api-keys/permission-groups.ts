import type { Schemas } from '@flow/contract/types'

type Permission = Schemas['Permission']

export const permissionGroups: { noun: string; read: Permission; write: Permission | null }[] = [
  { noun: 'Posts', read: 'posts:read', write: 'posts:write' },
  { noun: 'Channels', read: 'channels:read', write: 'channels:write' },
  { noun: 'Connections', read: 'connections:read', write: 'connections:write' },
  { noun: 'Media', read: 'media:read', write: 'media:write' },
  { noun: 'Webhooks', read: 'webhooks:read', write: 'webhooks:write' },
  { noun: 'API keys', read: 'api-keys:read', write: 'api-keys:write' },
  { noun: 'Analytics', read: 'analytics:read', write: null },
]

const all = permissionGroups.flatMap(({ read, write }) => (write ? [read, write] : [read]))

/** "All permissions", "Read and write posts; read channels", "No permission". */
export function describePermissions(permissions: readonly Permission[]): string {
  if (all.every((permission) => permissions.includes(permission))) return 'All permissions'
  const parts = permissionGroups.flatMap(({ noun, read, write }) => {
    const verbs = [...(permissions.includes(read) ? ['read'] : []), ...(write && permissions.includes(write) ? ['write'] : [])]
    return verbs.length > 0 ? [`${verbs.join(' and ')} ${noun === 'API keys' ? noun : noun.toLowerCase()}`] : []
  })
  const text = parts.join('; ')
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : 'No permission'
}
