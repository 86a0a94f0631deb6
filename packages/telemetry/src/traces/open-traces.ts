import type { Tell } from '@flow/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace'
import { traceStory } from './trace-story.ts'

export type Traces = { tell: Tell; close: () => Promise<void> }

/** Sends spans to a collector by OTLP over HTTP. */
export function openTraces({
  endpoint,
  serviceName,
  exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }),
}: {
  endpoint: string
  serviceName: string
  exporter?: SpanExporter
}): Traces {
  const random = new RandomIdGenerator()
  let chosen: { traceId: string; spanId: string } | undefined
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
    idGenerator: { generateTraceId: () => chosen?.traceId ?? random.generateTraceId(), generateSpanId: () => chosen?.spanId ?? random.generateSpanId() },
  })
  const tell = traceStory({
    tracer: provider.getTracer('flow'),
    // Making a span asks for its ids before it returns, so nobody else's span gets these.
    withIds: (ids, make) => {
      chosen = ids
      try {
        return make()
      } finally {
        chosen = undefined
      }
    },
  })
  return { tell, close: () => provider.shutdown() }
}
