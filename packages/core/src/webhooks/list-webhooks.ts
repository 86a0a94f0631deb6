import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import type { ListingSpec, ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { inScope } from '../scoping/in-scope.ts'
import { webhookColumns, type WebhookRow } from './webhook-rows.ts'

const spec: ListingSpec = {
  table: 'webhook',
  idColumn: 'id',
  columns: webhookColumns,
  scope: inScope,
  fields: { createdAt: { column: 'created_at', kind: 'time', operators: [], isSortable: true } },
}

export async function listWebhooks({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<WebhookRow>> {
  requirePermission(ctx, 'webhooks:read')
  return listRows<WebhookRow>({ ctx, spec, query })
}
