import type { QueueDepth } from '@flow/core'
import type { Meter } from '@opentelemetry/api'

export type QueueReading = { depths: readonly QueueDepth[]; overdue: { count: number; longestSeconds: number }; workers: number; deliveriesDue: number }

// However often somebody scrapes, the database is read so seldom.
const keptMs = 2_000

/** The state of the whole queue, read from the database when somebody looks. Every process that tells it tells the same. */
export function observeQueue({ meter, read, onError }: { meter: Meter; read: () => Promise<QueueReading>; onError: (error: unknown) => void }): void {
  const depth = meter.createObservableGauge('flow_queue_depth', {
    description: 'Publications by network and state, each state counted up to 10,000; scheduled and retrying ones of the next hour',
  })
  const overdue = meter.createObservableGauge('flow_overdue_publications', { description: 'Publications past due by a minute that nobody works on' })
  const longest = meter.createObservableGauge('flow_overdue_longest_seconds', { description: 'How late the most overdue publication is' })
  const workers = meter.createObservableGauge('flow_workers', { description: 'Workers seen in the last 10 seconds' })
  const deliveries = meter.createObservableGauge('flow_webhook_deliveries_due', {
    description: 'Webhook deliveries that are due and wait, counted up to 10,000',
  })
  let known: { at: number; reading: Promise<QueueReading> } | undefined
  const latest = () => {
    if (!known || performance.now() - known.at > keptMs) known = { at: performance.now(), reading: read() }
    return known.reading
  }
  meter.addBatchObservableCallback(
    async (result) => {
      try {
        const reading = await latest()
        for (const { network, state, count } of reading.depths) result.observe(depth, count, { network, state })
        result.observe(overdue, reading.overdue.count)
        result.observe(longest, reading.overdue.longestSeconds)
        result.observe(workers, reading.workers)
        result.observe(deliveries, reading.deliveriesDue)
      } catch (error) {
        known = undefined
        onError(error)
      }
    },
    [depth, overdue, longest, workers, deliveries],
  )
}
