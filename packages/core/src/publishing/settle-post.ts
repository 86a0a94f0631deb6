import { sql, type Post, type TransactionRunner } from '@flow/db'
import { toPostResource } from '../posts/post-resource.ts'
import { postColumns } from '../posts/post-rows.ts'
import { recordEvents } from '../recording/record-change.ts'
import type { Tell } from '../story/story.ts'

export type SettledPost = Pick<Post, 'id' | 'workspaceId' | 'status' | 'reasonCode'>

/** Taken before a publication of the post is settled, so that exactly one transaction brings the open count to zero. */
export async function lockPostOf({ tx, publicationId }: { tx: TransactionRunner; publicationId: string }): Promise<Post | undefined> {
  const [post] = await tx.query<Post>(sql`
    select ${postColumns} from post where id = (select post_id from publication where id = ${publicationId}) for update`)
  return post
}

/** Ends those posts of which no publication is open any more, and answers them. The caller holds the posts' locks. */
export async function settlePosts({ tx, postIds }: { tx: TransactionRunner; postIds: readonly string[] }): Promise<SettledPost[]> {
  if (postIds.length === 0) return []
  const settled = await tx.query<Post>(sql`
    with counted as (
      select post_id, count(*) as total, count(*) filter (where status = 'blocked') as blocked
      from publication where post_id = any(${[...new Set(postIds)]}) group by post_id having count(*) filter (where status not in ('published', 'blocked')) = 0)
    update post set status = (case when counted.blocked > 0 then 'blocked' else 'done' end)::post_status, settled_at = now() + case when post.mode = 'test' then (select test_clock_ms from workspace where workspace.id = post.workspace_id) else 0 end * interval '1 millisecond', updated_at = now(),
      reason_code = case when counted.blocked > 0 then 'publications_blocked' end,
      reason_message = case when counted.blocked > 0 then counted.blocked || ' of ' || counted.total || ' publications did not get through; the reason of each says why.' end
    from counted where post.id = counted.post_id and post.status = 'flowing' returning ${postColumns}`)
  const events = settled.map((post) => ({
    workspaceId: post.workspaceId,
    mode: post.mode,
    type: post.status === 'blocked' ? ('post.blocked' as const) : ('post.delivered' as const),
    subjectId: post.id,
    data: { post: toPostResource(post) },
  }))
  await recordEvents({ tx, events })
  return settled
}

export const settlePost = ({ tx, postId }: { tx: TransactionRunner; postId: string }): Promise<SettledPost[]> => settlePosts({ tx, postIds: [postId] })

export function tellSettled({ tell, settled }: { tell: Tell; settled: readonly SettledPost[] }): void {
  for (const { id, workspaceId, status, reasonCode } of settled)
    tell({ kind: 'post-settled', workspaceId, postId: id, status: status === 'blocked' ? 'blocked' : 'done', reasonCode })
}
