import { raw, sql, type Event } from '@flow/db'
import type { Schemas } from '@flow/contract/types'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import { equality, range, type ListingSpec, type ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { inScope } from '../scoping/in-scope.ts'

const spec: ListingSpec = {
  table: 'event',
  idColumn: 'id',
  columns: raw('id, mode, type, subject_id, data, created_at'),
  scope: (ctx) => sql`${inScope(ctx)} and created_at > now() - interval '30 days'`,
  fields: {
    type: { column: 'type', kind: 'text', operators: equality, isSortable: false },
    subjectId: { column: 'subject_id', kind: 'text', operators: equality, isSortable: false },
    createdAt: { column: 'created_at', kind: 'time', operators: range, isSortable: true },
  },
}

export type EventRow = Omit<Event, 'workspaceId'>

/** What happened, for as long as it is kept. */
export async function listEvents({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<EventRow>> {
  requirePermission(ctx, 'analytics:read')
  return listRows<EventRow>({ ctx, spec, query })
}

export function toEventResource({ id, type, mode, subjectId, data, createdAt }: EventRow): Schemas['Event'] {
  // Written by recordChanges as an object.
  return { id, type, mode, subjectId, data: data as Schemas['Event']['data'], createdAt: createdAt.toISOString() }
}
