import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'

export type Call = { method: string; path: string; headers?: OutgoingHttpHeaders; body?: string }

export type Target = {
  name: string
  baseUrl: string
  /** The server's process, whose processor time is read. */
  pid: number
  /** Makes the next request. */
  next: () => Call
  expectedStatus: number
}

export type Round = { perSecond: number; p50Ms: number; p99Ms: number; cpuMsPerRequest: number | undefined }

/** Keeps `concurrency` requests under way for some seconds; an answer other than expected ends the run. */
export async function load({ target, concurrency, seconds }: { target: Target; concurrency: number; seconds: number }): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const latencies: number[] = []
  const cpuBefore = cpuMs(target.pid)
  const started = performance.now()
  const until = started + seconds * 1_000
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const sent = performance.now()
        const { status, text } = await send({ agent, baseUrl: target.baseUrl, call: target.next() })
        if (status !== target.expectedStatus) throw new Error(`${target.name} answered ${status}: ${text.slice(0, 500)}`)
        latencies.push(performance.now() - sent)
      }
    }),
  )
  const tookMs = performance.now() - started
  const cpuAfter = cpuMs(target.pid)
  agent.destroy()
  const sorted = latencies.sort((a, b) => a - b)
  return {
    perSecond: (sorted.length / tookMs) * 1_000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    cpuMsPerRequest: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / sorted.length,
  }
}

/** @param sorted ascending */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

export function send({ agent, baseUrl, call }: { agent: Agent; baseUrl: string; call: Call }): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const body = call.body === undefined ? undefined : Buffer.from(call.body)
    const headers = { ...call.headers, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }) }
    const outgoing = httpRequest(baseUrl + call.path, { agent, method: call.method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** User and system time of a process so far, as Linux tells it in ticks of 10 ms; elsewhere unknown. */
function cpuMs(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}
