import { sql, type SqlRunner } from '@flow/db'
import type { Remote } from '@flow/networks/port'
import { newId } from '../ids.ts'
import type { Exchange } from './recorded-fetch.ts'
import { clientKeyOf, type PublishTask } from './publish-task.ts'

/**
 * Records that an item is out and commits the intent to send the next one, in one transaction.
 * @param workerId who goes on with it; absent: the publication waits for its next worker
 * @returns the task of the next item; undefined where another worker has ended the attempt, or where nobody goes on now
 */
export async function advanceItem({
  db,
  task,
  published,
  exchange,
  decision,
  workerId,
}: {
  db: SqlRunner
  task: PublishTask
  published: Remote
  exchange: Exchange | null
  decision: 'published' | 'looked-up'
  workerId?: string
}): Promise<PublishTask | undefined> {
  const { publicationId, itemNo, items } = task
  const next = { itemNo: itemNo + 1, attemptId: newId('attempt'), clientKey: clientKeyOf({ publicationId, itemNo: itemNo + 1 }) }
  return db.transaction(async (tx) => {
    const closed = await tx.execute(sql`
      update attempt set state = 'succeeded', finished_at = now(), exchange = ${JSON.stringify(exchange)}::jsonb, decision = ${decision}
      where id = ${task.attemptId} and state in ('sending', 'unknown')`)
    if (closed === 0) return undefined
    await tx.execute(sql`
      update publication set items = jsonb_set(items, ${[String(itemNo), 'remote']}::text[], ${JSON.stringify(published)}::jsonb), item_no = ${next.itemNo}, progress = '{}', check_handle = null,
        remote_id = case when ${itemNo} = 0 then ${published.remoteId} else remote_id end, url = case when ${itemNo} = 0 then ${published.url} else url end, updated_at = now()
      where id = ${publicationId}`)
    if (workerId === undefined) {
      await tx.execute(sql`
        update publication set status = 'retrying', run_at = now(), next_action_at = now(), worker_id = null, job_id = null,
          reason_code = 'resuming', reason_message = 'The part before this one is out; Flow goes on with the next.'
        where id = ${publicationId}`)
      return undefined
    }
    await tx.execute(sql`
      insert into attempt (id, publication_id, item_no, state, client_key, worker_id)
      values (${next.attemptId}, ${publicationId}, ${next.itemNo}, 'sending', ${next.clientKey}, ${workerId})`)
    await tx.execute(sql`update publication set attempt_count = attempt_count + 1 where id = ${publicationId}`)
    const moved = items?.map((item, index) => (index === itemNo ? { ...item, remote: published } : item)) ?? null
    return { ...task, ...next, items: moved, attemptNo: 1, progress: {}, checkHandle: null }
  })
}
