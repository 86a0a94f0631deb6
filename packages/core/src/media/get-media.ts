import type { Media } from '@flow/db'
import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findMedia } from './media-resource.ts'

export async function getMedia({ ctx, key }: { ctx: Context; key: string }): Promise<Media> {
  requirePermission(ctx, 'media:read')
  return findMedia({ ctx, db: ctx.sql, key })
}
