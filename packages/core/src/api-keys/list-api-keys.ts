import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import type { ListingSpec, ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { apiKeyColumns, apiKeyScope, type ApiKeyRow } from './api-key-rows.ts'

const spec: ListingSpec = {
  table: 'api_key',
  idColumn: 'id',
  columns: apiKeyColumns,
  scope: apiKeyScope,
  fields: { createdAt: { column: 'created_at', kind: 'time', operators: [], isSortable: true } },
}

export async function listApiKeys({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<ApiKeyRow>> {
  requirePermission(ctx, 'api-keys:read')
  return listRows<ApiKeyRow>({ ctx, spec, query })
}
