import { sql, type Media } from '@flow/db'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import type { ListingSpec, ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { mediaColumns } from './media-resource.ts'

const spec: ListingSpec = {
  table: 'media',
  idColumn: 'key',
  columns: mediaColumns,
  fields: { createdAt: { column: 'created_at', kind: 'time', operators: [], isSortable: true } },
}

export async function listMedia({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<Media>> {
  requirePermission(ctx, 'media:read')
  return listRows<Media>({ db: ctx.sql, spec, scope: [sql`workspace_id = ${ctx.workspaceId}`, sql`mode = ${ctx.mode}::mode`], query })
}
