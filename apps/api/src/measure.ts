import { countDueDeliveries, countLiveWorkers, findOverdue, measureQueue } from '@flow/core'
import type { SqlRunner } from '@flow/db'
import type { QueueReading } from '@flow/telemetry'

/** How the queue stands, in four bounded looks. */
export async function measure(db: SqlRunner): Promise<QueueReading> {
  const [depths, overdue, workers, deliveriesDue] = await Promise.all([measureQueue(db), findOverdue(db), countLiveWorkers(db), countDueDeliveries(db)])
  return { depths, overdue, workers, deliveriesDue }
}
