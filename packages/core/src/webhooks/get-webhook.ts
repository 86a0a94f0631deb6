import type { Context } from '../context.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { findWebhook, type WebhookRow } from './webhook-rows.ts'

export async function getWebhook({ ctx, id }: { ctx: Context; id: string }): Promise<WebhookRow> {
  requirePermission(ctx, 'webhooks:read')
  return findWebhook({ ctx, db: ctx.sql, id })
}
