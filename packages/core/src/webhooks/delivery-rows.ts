import type { Schemas } from '@flow/contract/types'
import { raw, sql, type Sql, type SqlRunner, type WebhookAttempt, type WebhookDelivery } from '@flow/db'
import type { Context } from '../context.ts'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'

export type DeliveryRow = WebhookDelivery
export type DeliveryWithAttempts = { delivery: DeliveryRow; attempts: WebhookAttempt[] }

export const deliveryColumns = raw('id, webhook_id, event_id, event_type, status, attempt_count, next_attempt_at, claimed_until, delivered_at, created_at')

/** Of the caller's webhooks; a delivery itself names no workspace. */
export const deliveryScope = (ctx: Context): Sql =>
  sql`exists (select 1 from webhook where webhook.id = webhook_id and webhook.workspace_id = ${ctx.workspaceId} and webhook.mode = ${ctx.mode}::mode)`

/** @param deliveries found within the caller's scope */
export async function withAttempts({ db, deliveries }: { db: SqlRunner; deliveries: DeliveryRow[] }): Promise<DeliveryWithAttempts[]> {
  const attempts = await db.query<WebhookAttempt>(acrossWorkspaces('the deliveries were found by deliveryScope')`
    select id, delivery_id, started_at, duration_ms, response_status, response_body, error from webhook_attempt
    where delivery_id = any(${deliveries.map((delivery) => delivery.id)}) order by started_at, id`)
  return deliveries.map((delivery) => ({ delivery, attempts: attempts.filter((attempt) => attempt.deliveryId === delivery.id) }))
}

export function toDeliveryResource({ delivery, attempts }: DeliveryWithAttempts): Schemas['Delivery'] {
  const { id, webhookId, eventId, eventType, status } = delivery
  return {
    id,
    webhookId,
    eventId,
    eventType,
    status,
    nextAttemptAt: status === 'pending' ? (delivery.nextAttemptAt?.toISOString() ?? null) : null,
    attempts: attempts.map(({ startedAt, durationMs, responseStatus, responseBody, error }) => ({
      startedAt: startedAt.toISOString(),
      durationMs,
      responseStatus,
      responseBody,
      error,
    })),
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    createdAt: delivery.createdAt.toISOString(),
  }
}
