import { sql, type SqlRunner } from '@flow/db'
import type { Remote } from '@flow/networks/port'
import type { Exchange } from './recorded-fetch.ts'
import { untold, type Tell } from '../story/story.ts'
import { settlePosts, tellSettled } from './settle-post.ts'

export type Completion = {
  publicationId: string
  postId: string
  attemptId: string
  /** What the first item became: that is where the post is. */
  published: Remote
  /** What the item became that this attempt sent, of a publication of several items; the ones before it are recorded already. */
  last: { itemNo: number; remote: Remote } | null
  exchange: Exchange | null
  /** Whether a probe found it, not the answer itself. */
  isLookedUp: boolean
  hasExtras: boolean
  testClockMs: number
}

/**
 * Records what networks published, many at once, and ends the posts whose last publications these were.
 * @returns the attempts whose outcome counted; another worker has ended the rest
 */
export async function completePublications({
  db,
  completions,
  tell = untold,
}: {
  db: SqlRunner
  completions: readonly Completion[]
  tell?: Tell
}): Promise<Set<string>> {
  const rows = completions.map(({ publicationId, attemptId, published, last, exchange, isLookedUp, hasExtras, testClockMs }) => ({
    id: publicationId,
    attempt_id: attemptId,
    remote_id: published.remoteId,
    url: published.url,
    item_no: last?.itemNo ?? null,
    item_remote: last?.remote ?? null,
    exchange,
    decision: isLookedUp ? 'looked-up' : 'published',
    has_extras: hasExtras,
    clock_ms: testClockMs,
  }))
  const postIds = [...new Set(completions.map(({ postId }) => postId))].sort()
  // The ids stand beside the rows, and the state is compared as text, so that PostgreSQL looks the attempts up and does not go through all that are open.
  const { closed, settled } = await db.transaction(async (tx) => {
    // So that exactly one transaction brings a post's open count to zero.
    tx.defer(sql`select 1 from post where id = any(${postIds}) order by id for update`)
    const closed = await tx.query<{ attemptId: string; postId: string }>(sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given (id text, attempt_id text, remote_id text, url text, item_no integer, item_remote jsonb, exchange jsonb, decision text, has_extras boolean, clock_ms float8)),
      closed as (
        update attempt set state = 'succeeded', finished_at = now(), exchange = given.exchange, decision = given.decision
        from given where attempt.id = given.attempt_id and attempt.id = any(${completions.map(({ attemptId }) => attemptId)}) and attempt.state::text in ('sending', 'unknown') returning attempt.id)
      update publication p set status = 'published', published_at = now() + given.clock_ms * interval '1 millisecond', remote_id = given.remote_id, url = given.url, worker_id = null, check_handle = null,
        items = case when given.item_no is null then p.items else jsonb_set(p.items, array[given.item_no::text, 'remote'], given.item_remote) end,
        finalize_at = case when given.has_extras then now() end, reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
      from given join closed on closed.id = given.attempt_id where p.id = given.id returning given.attempt_id, p.post_id`)
    return { closed, settled: await settlePosts({ tx, postIds: closed.map(({ postId }) => postId) }) }
  })
  tellSettled({ tell, settled })
  return new Set(closed.map(({ attemptId }) => attemptId))
}
