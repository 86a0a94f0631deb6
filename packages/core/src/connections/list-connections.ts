import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import { equality, range, text, type ListingSpec, type ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { connectionColumns, connectionScope, type ConnectionRow } from './connection-rows.ts'

const spec: ListingSpec = {
  table: 'connection',
  idColumn: 'id',
  columns: connectionColumns,
  scope: connectionScope,
  fields: {
    network: { column: 'network', kind: 'text', operators: equality, isSortable: true },
    status: { column: 'status', kind: { enum: ['active', 'expired', 'error'], cast: 'connection_status' }, operators: equality, isSortable: true },
    name: { column: 'name', kind: 'text', operators: text, isSortable: true },
    createdAt: { column: 'created_at', kind: 'time', operators: range, isSortable: true },
  },
}

export async function listConnections({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<ConnectionRow>> {
  requirePermission(ctx, 'connections:read')
  return listRows<ConnectionRow>({ ctx, spec, query })
}
