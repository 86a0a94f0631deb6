import { sql, type Post, type SqlRunner } from '@flow/db'
import { toPostResource } from '../posts/post-resource.ts'
import { postColumns } from '../posts/post-rows.ts'
import { recordEvents } from '../recording/record-change.ts'

const lateAfterSeconds = 60

/**
 * Holds that everything past due by a minute is final or explained: what is neither gets its reason here, and its owner is told once by `post.stalled`.
 * @returns how many publications were found
 */
export async function findStalled({ db, limit }: { db: SqlRunner; limit: number }): Promise<number> {
  return db.transaction(async (tx) => {
    const found = await tx.query<{ id: string; postId: string }>(sql`
      with late as (
        select id from publication where ((status in ('scheduled', 'retrying') and run_at < now() - ${lateAfterSeconds} * interval '1 second')
            or (status = 'dispatching' and run_at < now() - ${lateAfterSeconds} * interval '1 second'))
          and stalled_at is null order by run_at limit ${limit} for update skip locked)
      update publication p set stalled_at = now(), updated_at = now(),
        reason_code = coalesce(reason_code, 'stalled'),
        reason_message = coalesce(reason_message, 'Flow is late with this post: more is due than its workers get done, or none is running. It goes out as soon as one is free.')
      from late where p.id = late.id returning p.id, p.post_id`)
    if (found.length === 0) return 0
    const posts = await tx.query<Post>(sql`select ${postColumns} from post where id = any(${[...new Set(found.map(({ postId }) => postId))]})`)
    const events = posts.map((post) => ({
      workspaceId: post.workspaceId,
      mode: post.mode,
      type: 'post.stalled' as const,
      subjectId: post.id,
      data: { post: toPostResource(post) },
    }))
    await recordEvents({ tx, events })
    return found.length
  })
}

/** How many seconds the most overdue publication that nobody works on is late, and how many are late by a minute. */
export async function findOverdue(db: SqlRunner): Promise<{ count: number; longestSeconds: number }> {
  const [row] = await db.query<{ count: number; longestSeconds: number }>(sql`
    select count(*)::int as count, coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as longest_seconds from (
      select run_at from publication where status in ('scheduled', 'retrying', 'dispatching') and run_at < now() - ${lateAfterSeconds} * interval '1 second' limit 10000) as late`)
  return row ?? { count: 0, longestSeconds: 0 }
}
