import type pg from 'pg'
import { fillPosts } from '../fill-posts.ts'

/** Posts of the last two years with their publications, most of them published long ago, and what is queued due in a year or later. */
export async function fillBacklog({
  client,
  workspaceId,
  channelId,
  connectionIds,
  total,
  onProgress,
}: {
  client: pg.Client
  workspaceId: string
  channelId: string
  connectionIds: readonly string[]
  total: number
  onProgress: (made: number) => void
}): Promise<void> {
  await fillPosts({ client, workspaceId, channelIds: [channelId], total, onProgress })
  await client.query(
    "update post set scheduled_for = now() + interval '365 days' + random() * interval '365 days' where workspace_id = $1 and status = 'queued'",
    [workspaceId],
  )
  await client.query("update post set status = 'done', settled_at = updated_at where workspace_id = $1 and status = 'flowing'", [workspaceId])
  await client.query(
    `insert into publication (id, workspace_id, post_id, connection_id, network, status, run_at, published_at, reason_code, reason_message, attempt_count)
     select replace(post.id, 'post_', 'pub_'), post.workspace_id, post.id, ($2::text[])[1 + floor(random() * array_length($2::text[], 1))], 'webhook',
       (case post.status when 'queued' then 'scheduled' when 'blocked' then 'blocked' else 'published' end)::publication_status, post.scheduled_for,
       case when post.status = 'done' then post.scheduled_for end, case when post.status = 'blocked' then 'content_rejected' end,
       case when post.status = 'blocked' then 'Refused.' end, case when post.status = 'queued' then 0 else 1 end
     from post where post.workspace_id = $1 and not exists (select 1 from publication where post_id = post.id)`,
    [workspaceId, connectionIds],
  )
  await client.query('vacuum analyze post, publication')
}
