import type { NetworkAdapter, Published } from '@flow/networks/port'
import { subjectOf } from '../story/subject-of.ts'
import { advanceItem } from './advance-item.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask } from './publish-task.ts'

/** Records that an item is out, learned after its attempt had let go of it: the next item waits for a worker, or the publication is complete. */
export async function settleFound({
  options,
  adapter,
  task,
  published,
  isLookedUp,
}: {
  options: PublishOptions
  adapter: NetworkAdapter
  task: PublishTask
  published: Published
  isLookedUp: boolean
}): Promise<void> {
  const told = { kind: 'attempt-ended', attemptId: task.attemptId, itemNo: task.itemNo, ...subjectOf(task) } as const
  if (task.items && task.itemNo + 1 < task.items.length) {
    await advanceItem({ db: options.db, task, published, exchange: null, decision: isLookedUp ? 'looked-up' : 'published' })
    options.tell({ ...told, outcome: 'item-published', isLookedUp })
    return
  }
  const { publicationId, postId, attemptId, testClockMs } = task
  const remote = task.items?.[0]?.remote ?? published
  const isCounted = await options.complete({
    publicationId,
    postId,
    attemptId,
    published: remote,
    last: task.items ? { itemNo: task.itemNo, remote: published } : null,
    exchange: null,
    isLookedUp,
    hasExtras: adapter.finalize !== undefined,
    testClockMs,
  })
  options.tell(isCounted ? { ...told, outcome: 'published', isLookedUp } : { ...told, outcome: 'superseded' })
}
