import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export type HttpFloor = { tookMs: number; cpuUs: number }

/** Sends `total` requests, `slots` at once, from a bare client in a process of its own. */
export async function runHttpFloor({ slots, total, origins }: { slots: number; total: number; origins: readonly string[] }): Promise<HttpFloor> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'http-floor.ts'), String(slots), String(total), ...origins], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It prints exactly this.
  return JSON.parse(await text(child.stdout)) as HttpFloor
}
