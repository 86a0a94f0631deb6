import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findConnection, type ConnectionRow } from './connection-rows.ts'

export async function getConnection({ ctx, id }: { ctx: Context; id: string }): Promise<ConnectionRow> {
  requirePermission(ctx, 'connections:read')
  return findConnection({ ctx, db: ctx.sql, id })
}
