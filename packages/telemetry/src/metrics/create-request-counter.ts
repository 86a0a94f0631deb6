import type { Meter } from '@opentelemetry/api'
import { secondsBuckets } from './buckets.ts'

/** `operation`: the operation's id, or the pattern of another route; never a path as it came. */
export type CountRequest = (request: { operation: string; method: string; status: number; tookMs: number }) => void

export function createRequestCounter(meter: Meter): CountRequest {
  const requests = meter.createCounter('flow_http_requests', { description: 'Requests answered, by operation, method and status' })
  const durations = meter.createHistogram('flow_http_request_duration_seconds', {
    description: 'From the first byte of a request to the last of its answer',
    advice: { explicitBucketBoundaries: secondsBuckets },
  })
  const limited = meter.createCounter('flow_rate_limited', { description: 'Requests refused for their number, by operation' })
  return ({ operation, method, status, tookMs }) => {
    requests.add(1, { operation, method, status })
    durations.record(tookMs / 1_000, { operation })
    if (status === 429) limited.add(1, { operation })
  }
}
