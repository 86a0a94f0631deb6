import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findChannel, type ChannelRow } from './channel-rows.ts'

export async function getChannel({ ctx, id }: { ctx: Context; id: string }): Promise<ChannelRow> {
  requirePermission(ctx, 'channels:read')
  return findChannel({ ctx, db: ctx.sql, id })
}
