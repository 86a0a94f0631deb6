import type { Media } from '@flow/db'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import type { ListingSpec, ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { inScope } from '../scoping/in-scope.ts'
import { mediaColumns } from './media-resource.ts'

const spec: ListingSpec = {
  table: 'media',
  idColumn: 'key',
  columns: mediaColumns,
  scope: inScope,
  fields: { createdAt: { column: 'created_at', kind: 'time', operators: [], isSortable: true } },
}

export async function listMedia({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<Media>> {
  requirePermission(ctx, 'media:read')
  return listRows<Media>({ ctx, spec, query })
}
