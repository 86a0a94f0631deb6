import { sql, type Post, type SqlRunner } from '@flow/db'
import { toPostResource } from '../posts/post-resource.ts'
import { postColumns } from '../posts/post-rows.ts'
import { recordEvent } from '../recording/record-change.ts'

/** Taken before a publication of the post is settled, so that exactly one transaction brings the open count to zero. */
export async function lockPostOf({ tx, publicationId }: { tx: SqlRunner; publicationId: string }): Promise<Post | undefined> {
  const [post] = await tx.query<Post>(sql`
    select ${postColumns} from post where id = (select post_id from publication where id = ${publicationId}) for update`)
  return post
}

/** Ends the post when none of its publications is open any more. The caller holds the post's lock. */
export async function settlePost({ tx, postId }: { tx: SqlRunner; postId: string }): Promise<void> {
  const [counts] = await tx.query<{ total: number; open: number; blocked: number }>(sql`
    select count(*)::int as total, count(*) filter (where status not in ('published', 'blocked'))::int as open, count(*) filter (where status = 'blocked')::int as blocked
    from publication where post_id = ${postId}`)
  if (!counts || counts.open > 0) return
  const isBlocked = counts.blocked > 0
  const told = `${counts.blocked} of ${counts.total} publications did not get through; the reason of each says why.`
  const [post] = await tx.query<Post>(sql`
    update post set status = ${isBlocked ? 'blocked' : 'done'}::post_status, settled_at = now(), updated_at = now(),
      reason_code = ${isBlocked ? 'publications_blocked' : null}, reason_message = ${isBlocked ? told : null}
    where id = ${postId} and status = 'flowing' returning ${postColumns}`)
  if (!post) return
  const { workspaceId, mode, id } = post
  await recordEvent({ tx, workspaceId, mode, type: isBlocked ? 'post.blocked' : 'post.delivered', subjectId: id, data: { post: toPostResource(post) } })
}
