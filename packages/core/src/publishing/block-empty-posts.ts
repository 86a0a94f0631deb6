import { sql, type Post, type SqlRunner } from '@flow/db'
import { toPostResource } from '../posts/post-resource.ts'
import { postColumns } from '../posts/post-rows.ts'
import { testClock } from '../test-clock/test-clock.ts'
import { recordEvent } from '../recording/record-change.ts'
import { untold, type Tell } from '../story/story.ts'
import { tellSettled } from './settle-post.ts'

/** Ends due posts that have nothing to publish to, or nothing any more since their connections were deleted, and says so. */
export async function blockEmptyPosts({ db, limit, tell = untold }: { db: SqlRunner; limit: number; tell?: Tell }): Promise<number> {
  const settled = await db.transaction(async (tx) => {
    const posts = await tx.query<Post>(sql`
      with due as (
        select id from post where status = 'queued' and scheduled_for <= now()
        union all
        -- Of workspaces whose test clock is ahead.
        select post.id from workspace join post on post.workspace_id = workspace.id and post.mode = 'test' and post.status = 'queued'
        where workspace.test_clock_ms > 0 and post.scheduled_for > now() and post.scheduled_for <= now() + ${testClock}),
      empty as (
        select post.id from post where id in (select id from due)
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
    return posts
  })
  tellSettled({ tell, settled })
  return settled.length
}
