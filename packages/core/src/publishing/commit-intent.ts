import { sql, type SqlRunner } from '@flow/db'
import { newId } from '../ids.ts'
import { sentContent } from './sent-content.ts'
import type { Claim } from './claim-jobs.ts'

/** All that one submit needs, as it stood when the intent was committed. */
export type PublishTask = {
  publicationId: string
  postId: string
  attemptId: string
  attemptNo: number
  network: string
  connectionId: string
  /** The connection that a channel brings with it: it has no credentials. */
  isBuiltIn: boolean
  feedSlug: string | null
  remoteUrl: string | null
  clientKey: string
  content: string | null
  mediaKeys: string[]
  thread: string[]
}

class StaleClaim extends Error {}

/**
 * Commits the intent to send, before any call to the network. From here on the post can't be edited.
 * @returns undefined where the claim is stale: the post was changed, deleted or taken over meanwhile
 */
export async function commitIntent({ db, workerId, claim }: { db: SqlRunner; workerId: string; claim: Claim }): Promise<PublishTask | undefined> {
  const { publicationId, postId, rev } = claim
  const attemptId = newId('attempt')
  try {
    return await db.transaction(async (tx) => {
      // The lock an edit takes too. Later intents of the same post find it set.
      await tx.execute(sql`update post set first_intent_at = now(), status = 'flowing', updated_at = now() where id = ${postId} and first_intent_at is null`)
      const [task] = await tx.query<PublishTask>(sql`
        with sent as (
          update publication set status = 'sending', attempt_count = attempt_count + 1, reason_code = null, reason_message = null, next_action_at = null, updated_at = now()
          where id = ${publicationId} and rev = ${rev} and status = 'dispatching' and worker_id = ${workerId} returning id, network, connection_id, attempt_count),
        opened as (
          insert into attempt (id, publication_id, state, client_key, worker_id) select ${attemptId}, id, 'sending', id, ${workerId} from sent)
        select sent.id as publication_id, ${postId} as post_id, ${attemptId} as attempt_id, sent.attempt_count as attempt_no, sent.network, sent.connection_id,
          connection.built_in_channel_id is not null as is_built_in, connection.feed_slug, connection.remote_url, sent.id as client_key, ${sentContent('sent.network')}
        from sent join post on post.id = ${postId} join connection on connection.id = sent.connection_id`)
      if (!task) throw new StaleClaim()
      return task
    })
  } catch (error) {
    if (error instanceof StaleClaim) return undefined
    throw error
  }
}
