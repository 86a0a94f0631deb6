import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Meter } from '@opentelemetry/api'

/** What the process itself needs. */
export function observeProcess(meter: Meter): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  meter.createObservableGauge('flow_process_resident_memory_bytes', { description: 'Memory of the process' }).addCallback((result) => {
    result.observe(process.memoryUsage.rss())
  })
  meter.createObservableCounter('flow_process_cpu_seconds', { description: 'Processor time of the process' }).addCallback((result) => {
    const { user, system } = process.cpuUsage()
    result.observe((user + system) / 1_000_000)
  })
  meter
    .createObservableGauge('flow_event_loop_delay_seconds', { description: 'The 99th percentile of the delay of the event loop since the last look' })
    .addCallback((result) => {
      // Before the first sample it is NaN.
      result.observe(delay.percentile(99) / 1e9 || 0)
      delay.reset()
    })
}
