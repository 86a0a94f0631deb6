import { sql, type Post, type SqlRunner } from '@flow/db'
import { toPostResource } from '../posts/post-resource.ts'
import { postColumns } from '../posts/post-rows.ts'
import { recordEvent } from '../recording/record-change.ts'

/** Ends due posts that have nothing to publish to, or nothing any more since their connections were deleted, and says so. */
export async function blockEmptyPosts({ db, limit }: { db: SqlRunner; limit: number }): Promise<number> {
  return db.transaction(async (tx) => {
    const posts = await tx.query<Post>(sql`
      with empty as (
        select id from post where status = 'queued' and scheduled_for <= now() 
          and not exists (select 1 from publication where post_id = post.id and status <> 'blocked')
        order by scheduled_for limit ${limit} for update skip locked)
      update post set status = 'blocked', settled_at = now(), updated_at = now(),
        reason_code = case when exists (select 1 from publication where post_id = post.id) then 'publications_blocked' else 'nothing_to_publish_to' end,
        reason_message = case when exists (select 1 from publication where post_id = post.id) then 'No publication could go out; the reason of each says why.' else 'The channel had no connection to publish to when the post fell due. Switch its feed on or add a connection, then create the post again.' end
      where id in (select id from empty) returning ${postColumns}`)
    for (const post of posts) {
      const { workspaceId, mode, id } = post
      await recordEvent({ tx, workspaceId, mode, type: 'post.blocked', subjectId: id, data: { post: toPostResource(post) } })
    }
    return posts.length
  })
}
