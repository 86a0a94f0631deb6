import { sql } from '@flow/db'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import { range, text, type ListingSpec, type ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { inScope } from '../scoping/in-scope.ts'
import { channelColumns, type ChannelRow } from './channel-rows.ts'

const spec: ListingSpec = {
  table: 'channel',
  idColumn: 'id',
  columns: channelColumns,
  scope: (ctx) => sql`${inScope(ctx)} and deleted_at is null`,
  fields: {
    name: { column: 'name', kind: 'text', operators: text, isSortable: true },
    createdAt: { column: 'created_at', kind: 'time', operators: range, isSortable: true },
  },
}

export async function listChannels({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<ChannelRow>> {
  requirePermission(ctx, 'channels:read')
  return listRows<ChannelRow>({ ctx, spec, query })
}
