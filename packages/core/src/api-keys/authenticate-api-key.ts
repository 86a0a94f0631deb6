import type { ApiKey, SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import { knownPermissions } from './api-key-rows.ts'
import { hashApiKey, isSameHash, noHash, parseApiKey } from './key-format.ts'

export type AuthenticatedKey = Pick<Context, 'workspaceId' | 'mode' | 'permissions'> & { keyId: string; lastUsedAt: Date | null; expiresAt: Date | null }

/** Finds whose key it is. Unknown, revoked and malformed keys get the same answer. */
export async function authenticateApiKey({ db, apiKey, now }: { db: SqlRunner; apiKey: string; now: Date }): Promise<AuthenticatedKey> {
  const parsed = parseApiKey(apiKey)
  if (!parsed) throw new DomainError({ code: 'INVALID_API_KEY' })
  const [key] = await db.query<ApiKey>(acrossWorkspaces('whose it is, is what the key itself proves')`
    select id, workspace_id, mode, hash, permissions, expires_at, last_used_at from api_key where prefix = ${parsed.prefix}`)
  const isKnown = isSameHash(hashApiKey(apiKey), key?.hash ?? noHash)
  if (!key || !isKnown || key.mode !== parsed.mode) throw new DomainError({ code: 'INVALID_API_KEY' })
  if (key.expiresAt && key.expiresAt <= now) throw new DomainError({ code: 'EXPIRED_API_KEY' })
  const { workspaceId, mode, lastUsedAt, expiresAt } = key
  return { keyId: key.id, workspaceId, mode, lastUsedAt, expiresAt, permissions: new Set(knownPermissions(key.permissions)) }
}
