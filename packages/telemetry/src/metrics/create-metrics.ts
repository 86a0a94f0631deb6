import type { Meter } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'

export type Metrics = {
  meter: Meter
  /** Everything measured, in Prometheus's text format. */
  render: () => Promise<string>
  contentType: string
}

const collectTimeoutMs = 5_000

/** One process's metrics. Nothing is sent anywhere; whoever is allowed to asks for them. */
export function createMetrics(): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true })
  const provider = new MeterProvider({ readers: [reader] })
  // No timestamps, and no labels that are the same on every line.
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true)
  return {
    meter: provider.getMeter('flow'),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    render: async () => {
      const { resourceMetrics, errors } = await reader.collect({ timeoutMillis: collectTimeoutMs })
      const text = serializer.serialize(resourceMetrics)
      return errors.length === 0 ? text : `${text}# ${errors.length} of the measurements could not be taken; the log says why.\n`
    },
  }
}
