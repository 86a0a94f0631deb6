import { sql, type Post } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { requirePermission } from '../permissions/require-permission.ts'
import { postColumns } from './post-rows.ts'

export async function getPost({ ctx, id }: { ctx: Context; id: string }): Promise<Post> {
  requirePermission(ctx, 'posts:read')
  const [post] = await ctx.sql.query<Post>(sql`
    select ${postColumns} from post where id = ${id} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`)
  if (!post) throw notFound('POST_NOT_FOUND')
  return post
}
