import type { Post } from '@flow/db'
import type { Context } from '../context.ts'
import { listRows, type Page } from '../listing/list-rows.ts'
import { equality, range, type ListingSpec, type ListQuery } from '../listing/listing-spec.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { inScope } from '../scoping/in-scope.ts'
import { postColumns } from './post-rows.ts'

const spec: ListingSpec = {
  table: 'post',
  idColumn: 'id',
  columns: postColumns,
  scope: inScope,
  fields: {
    status: { column: 'status', kind: { enum: ['queued', 'flowing', 'done', 'blocked'], cast: 'post_status' }, operators: equality, isSortable: true },
    channelId: { column: 'channel_id', kind: 'text', operators: equality, isSortable: true },
    scheduledFor: { column: 'scheduled_for', kind: 'time', operators: range, isSortable: true },
    createdAt: { column: 'created_at', kind: 'time', operators: range, isSortable: true },
    content: {
      column: 'content',
      kind: 'text',
      operators: ['eq', 'ne', 'in', 'contains'],
      isSortable: false,
      searchedIn: { table: 'post_text', idColumn: 'post_id' },
    },
  },
}

export async function listPosts({ ctx, query }: { ctx: Context; query: ListQuery }): Promise<Page<Post>> {
  requirePermission(ctx, 'posts:read')
  return listRows<Post>({ ctx, spec, query })
}
