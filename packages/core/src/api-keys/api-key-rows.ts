import { raw, sql, type ApiKey, type Sql, type SqlRunner } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context, Permission } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { isPermission } from '../permissions/roles.ts'
import { acrossModes } from '../scoping/across-modes.ts'

export type ApiKeyRow = Omit<ApiKey, 'hash'>

export const apiKeyColumns = raw('id, workspace_id, mode, name, prefix, permissions, expires_at, last_used_at, created_at, updated_at')

/** Live callers see every key of the workspace, test keys see test keys only. */
export const apiKeyScope = (ctx: Context): Sql =>
  acrossModes('live keys make the test keys of their workspace')`workspace_id = ${ctx.workspaceId} and (${ctx.mode} = 'live' or mode = 'test')`

/** @param isLocked takes the row's lock, for a change that follows */
export async function findApiKey({ ctx, db, id, isLocked = false }: { ctx: Context; db: SqlRunner; id: string; isLocked?: boolean }): Promise<ApiKeyRow> {
  const [key] = await db.query<ApiKeyRow>(sql`
    select ${apiKeyColumns} from api_key where id = ${id} and ${apiKeyScope(ctx)} ${isLocked ? sql`for update` : sql``}`)
  if (!key) throw notFound('API_KEY_NOT_FOUND')
  return key
}

export function toApiKeyResource(key: ApiKeyRow): Schemas['ApiKey'] {
  return {
    id: key.id,
    mode: key.mode,
    name: key.name,
    prefix: `flow_sk_${key.mode}_${key.prefix}`,
    permissions: knownPermissions(key.permissions),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
    updatedAt: key.updatedAt.toISOString(),
  }
}

export const knownPermissions = (stored: readonly string[]): Permission[] => stored.filter(isPermission)
