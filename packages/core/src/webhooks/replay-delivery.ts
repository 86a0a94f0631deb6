import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { deliveryColumns, deliveryScope, withAttempts, type DeliveryRow, type DeliveryWithAttempts } from './delivery-rows.ts'
import { findWebhook } from './webhook-rows.ts'

/** Sends a delivery again, with the same event id and all its attempts anew. */
export async function replayDelivery({ ctx, webhookId, id }: { ctx: Context; webhookId: string; id: string }): Promise<DeliveryWithAttempts> {
  requirePermission(ctx, 'webhooks:write')
  return ctx.sql.transaction(async (tx) => {
    await findWebhook({ ctx, db: tx, id: webhookId })
    const [delivery] = await tx.query<DeliveryRow>(sql`
      update webhook_delivery set status = 'pending', attempt_count = 0, next_attempt_at = now(), claimed_until = null, delivered_at = null
      where id = ${id} and webhook_id = ${webhookId} and ${deliveryScope(ctx)} returning ${deliveryColumns}`)
    if (!delivery) throw notFound('DELIVERY_NOT_FOUND')
    await recordChange({ ctx, tx, action: 'replayWebhookDelivery', subjectId: id })
    const [found] = await withAttempts({ db: tx, deliveries: [delivery] })
    if (!found) throw notFound('DELIVERY_NOT_FOUND')
    return found
  })
}
