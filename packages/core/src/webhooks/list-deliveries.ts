import { sql, type DeliveryStatus } from '@flow/db'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import type { ListingSpec, ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { deliveryColumns, deliveryScope, withAttempts, type DeliveryRow, type DeliveryWithAttempts } from './delivery-rows.ts'
import { findWebhook } from './webhook-rows.ts'

const spec: ListingSpec = {
  table: 'webhook_delivery',
  idColumn: 'id',
  columns: deliveryColumns,
  scope: deliveryScope,
  fields: { createdAt: { column: 'created_at', kind: 'time', operators: [], isSortable: true } },
}

/** What was sent to a webhook, with every attempt. */
export async function listDeliveries({
  ctx,
  webhookId,
  status,
  query,
}: {
  ctx: Context
  webhookId: string
  status: DeliveryStatus | undefined
  query: ListQuery
}): Promise<Page<DeliveryWithAttempts>> {
  requirePermission(ctx, 'webhooks:read')
  await findWebhook({ ctx, db: ctx.sql, id: webhookId })
  const among = [sql`webhook_id = ${webhookId}`, ...(status === undefined ? [] : [sql`status = ${status}::delivery_status`])]
  const { rows, pagination } = await listRows<DeliveryRow>({ ctx, spec, among, query })
  return { rows: await withAttempts({ db: ctx.sql, deliveries: rows }), pagination }
}
