import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { newId } from '../ids.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { recordChange } from '../recording/record-change.ts'
import { inScope } from '../scoping/in-scope.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { deliveryColumns, deliveryScope, withAttempts, type DeliveryRow, type DeliveryWithAttempts } from './delivery-rows.ts'
import type { WebhookPort } from './webhook-port.ts'
import { findWebhook } from './webhook-rows.ts'

/** Sends `webhook.test` to one webhook at once, also to one that is switched off, and answers what came of it. */
export async function testWebhook({ ctx, port, id }: { ctx: Context; port: WebhookPort; id: string }): Promise<DeliveryWithAttempts> {
  requirePermission(ctx, 'webhooks:write')
  const deliveryId = newId('delivery')
  await ctx.sql.transaction(async (tx) => {
    await findWebhook({ ctx, db: tx, id })
    const eventId = newId('event')
    const data = JSON.stringify({ webhook: { id } })
    // Written past recordChange: it is for this webhook alone, and for this one attempt.
    await tx.execute(sql`
      insert into event (id, workspace_id, mode, type, subject_id, data) values (${eventId}, ${ctx.workspaceId}, ${ctx.mode}::mode, 'webhook.test', ${id}, ${data}::jsonb)`)
    await tx.execute(sql`
      insert into webhook_delivery (id, webhook_id, event_id, event_type, claimed_until)
      select ${deliveryId}, id, ${eventId}, 'webhook.test', now() + interval '1 minute' from webhook where id = ${id} and ${inScope(ctx)}`)
    await recordChange({ ctx, tx, action: 'testWebhook', subjectId: id })
    await recordChange({ ctx, tx, action: 'testWebhook', subjectId: id })
  })
  await attemptDelivery({ db: ctx.sql, port, deliveryId, isLast: true })
  const deliveries = await ctx.sql.query<DeliveryRow>(sql`select ${deliveryColumns} from webhook_delivery where id = ${deliveryId} and ${deliveryScope(ctx)}`)
  const [found] = await withAttempts({ db: ctx.sql, deliveries })
  if (!found) throw notFound('WEBHOOK_NOT_FOUND')
  return found
}
