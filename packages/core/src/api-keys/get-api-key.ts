import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findApiKey, type ApiKeyRow } from './api-key-rows.ts'

export async function getApiKey({ ctx, id }: { ctx: Context; id: string }): Promise<ApiKeyRow> {
  requirePermission(ctx, 'api-keys:read')
  return findApiKey({ ctx, db: ctx.sql, id })
}
