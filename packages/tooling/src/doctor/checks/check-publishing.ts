import { countLiveWorkers, findOverdue } from '@flow/core'
import type { SqlRunner } from '@flow/db'
import { fault, good, type Finding } from '../finding.ts'

/** Somebody publishes, and nothing due lies about. */
export async function checkPublishing(db: SqlRunner): Promise<Finding[]> {
  const [workers, { count, longestSeconds }] = await Promise.all([countLiveWorkers(db), findOverdue(db)])
  return [
    workers > 0
      ? good('workers', `${workers} seen in the last 10 s`)
      : fault('workers', {
          message: 'no worker was seen in the last 10 s: nothing is published.',
          remedy: 'Start Flow with npm start, or a worker with node apps/worker/src/main.ts; its log says why it ended.',
        }),
    count === 0
      ? good('overdue posts', 'none')
      : fault('overdue posts', {
          message: `${count} publications are past due by a minute and nobody works on them; the oldest by ${Math.round(longestSeconds)} s.`,
          remedy: workers > 0 ? 'Look into the worker’s log; start more workers or raise FLOW_WORKER_SLOTS.' : 'Start a worker; they go out at once.',
        }),
  ]
}
