import type { Tell } from '@flow/core'
import { logStory, type StoryLog } from './logs/log-story.ts'
import type { CountRequest } from './metrics/create-request-counter.ts'
import type { Metrics } from './metrics/create-metrics.ts'
import type { QueueReading } from './metrics/observe-queue.ts'
import { tellAll } from './tell-all.ts'

export type Telemetry = {
  /** Hands what happens to the log, the metrics and the traces. */
  tell: Tell
  /** Absent where nobody can ask for them. */
  metrics: Metrics | undefined
  countRequest: CountRequest | undefined
  close: () => Promise<void>
}

/**
 * Opens what a process tells of itself. OpenTelemetry's code is loaded only where it is used: metrics where there is a door to ask at, traces where a
 * collector is named.
 */
export async function openTelemetry({
  serviceName,
  log,
  door,
  otlpEndpoint,
}: {
  serviceName: string
  log: StoryLog
  /** What the metrics read when somebody asks; absent where there is no door. */
  door: { connections: () => { used: number; idle: number; waiting: number }; queue?: () => Promise<QueueReading> } | undefined
  otlpEndpoint: string | undefined
}): Promise<Telemetry> {
  const counted = door ? await openMetrics({ log, door }) : undefined
  const traces = otlpEndpoint === undefined ? undefined : (await import('./traces/open-traces.ts')).openTraces({ endpoint: otlpEndpoint, serviceName })
  return {
    tell: tellAll([logStory(log), counted?.tell, traces?.tell]),
    metrics: counted?.metrics,
    countRequest: counted?.countRequest,
    close: async () => {
      await traces?.close().catch((error: unknown) => log.warn({ err: error }, 'the last traces could not be sent'))
    },
  }
}

async function openMetrics({
  log,
  door,
}: {
  log: StoryLog
  door: NonNullable<Parameters<typeof openTelemetry>[0]['door']>
}): Promise<{ metrics: Metrics; tell: Tell; countRequest: CountRequest }> {
  const { countStory, createMetrics, createRequestCounter, observeConnections, observeProcess, observeQueue } = await import('./metrics/index.ts')
  const metrics = createMetrics()
  const { meter } = metrics
  observeProcess(meter)
  observeConnections({ meter, read: door.connections })
  if (door.queue) observeQueue({ meter, read: door.queue, onError: (error) => log.warn({ err: error }, 'the queue could not be measured') })
  return { metrics, tell: countStory(meter), countRequest: createRequestCounter(meter) }
}
