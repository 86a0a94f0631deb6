import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type FakeNetwork = {
  /** The addresses of its servers. */
  origins: readonly string[]
  pid: number
  count: () => Promise<number>
  /** What came since this was last asked: the webhook-id, and when. */
  takeArrivals: () => Promise<[id: string, at: number][]>
  stop: () => void
}

export async function startFakeNetwork({ latencyMs, ports }: { latencyMs: number; ports: number }): Promise<FakeNetwork> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fake-network.ts'), String(latencyMs), String(ports)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It prints exactly this.
  const listening = JSON.parse(String((await once(child.stdout, 'data'))[0])) as number[]
  const origins = listening.map((port) => `http://127.0.0.1:${port}`)
  const ask = async (path: string): Promise<unknown> => (await fetch(`${origins[0]}${path}`)).json()
  if (child.pid === undefined) throw new Error('the fake network did not start')
  return {
    origins,
    pid: child.pid,
    count: async () => Number(await ask('/count')),
    // As above.
    takeArrivals: async () => (await ask('/arrivals')) as [string, number][],
    stop: () => child.kill(),
  }
}
