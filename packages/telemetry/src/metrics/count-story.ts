import type { Tell } from '@flow/core'
import type { Meter } from '@opentelemetry/api'
import { createRunningAttempts } from '../running-attempts.ts'
import { secondsBuckets } from './buckets.ts'

/** Counts what is told. Labels are networks, states and kinds, of which there are few; never ids. */
export function countStory(meter: Meter): Tell {
  const counter = (name: string, description: string) => meter.createCounter(name, { description })
  const histogram = (name: string, description: string) => meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: secondsBuckets } })
  const promoted = counter('flow_promoted', 'Publications handed to the engine')
  const handedBack = counter(
    'flow_handed_back',
    'Publications handed back unstarted: their worker stopped, another had their connection’s turn, or the clock was set back',
  )
  const attempts = counter('flow_attempts', 'Attempts to publish an item')
  const lateness = histogram('flow_start_lateness_seconds', 'How long after its due instant an attempt began')
  const durations = histogram('flow_publish_duration_seconds', 'From the start of an attempt to its outcome')
  const outcomes = counter('flow_outcomes', 'How attempts ended, by outcome and kind of error')
  const calls = counter('flow_network_calls', 'Calls to networks, by step and class of status')
  const lookUps = counter('flow_look_ups', 'What networks said when asked what became of an item')
  const rescued = counter('flow_rescued', 'What was taken up after a worker died or lost sight of it')
  const finalized = counter('flow_finalized', 'Extras done after publishing')
  const settled = counter('flow_posts_settled', 'Posts that reached their end')
  const deliveries = counter('flow_webhook_attempts', 'Attempts to deliver an event to a webhook, by outcome')
  const deliveryDurations = histogram('flow_webhook_duration_seconds', 'How long webhook endpoints took')
  const running = createRunningAttempts<number>()

  return (event) => {
    switch (event.kind) {
      case 'changed':
        return
      case 'promoted':
        return promoted.add(1, { network: event.network })
      case 'handed-back':
        return handedBack.add(1, { network: event.network })
      case 'attempt-started': {
        const { network, attemptId, lateMs } = event
        running.begin(attemptId, performance.now())
        attempts.add(1, { network })
        if (lateMs !== null) lateness.record(Math.max(0, lateMs / 1_000), { network })
        return
      }
      case 'exchanged': {
        const { network, step, status } = event
        return calls.add(1, { network, step, status: status === null ? 'none' : `${Math.floor(status / 100)}xx` })
      }
      case 'attempt-ended': {
        const { network, attemptId, outcome } = event
        const began = running.end(attemptId)
        if (began !== undefined) durations.record((performance.now() - began) / 1_000, { network })
        return outcomes.add(1, { network, outcome, kind: 'errorKind' in event ? event.errorKind : 'none' })
      }
      case 'looked-up':
        return lookUps.add(1, { network: event.network, found: event.found })
      case 'rescued':
        return rescued.add(1, { network: event.network, from: event.from })
      case 'finalized':
        return finalized.add(1, { network: event.network, result: event.isDone ? 'done' : 'failed' })
      case 'post-settled':
        return settled.add(1, { status: event.status })
      case 'delivery-attempted':
        deliveryDurations.record(event.tookMs / 1_000)
        return deliveries.add(1, { outcome: event.outcome })
    }
  }
}
