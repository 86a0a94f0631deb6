import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from './run-app.ts'

const patienceMs = 60_000

/** Waits until an address answers that it is ready; throws where an app ends first or time runs out. */
export async function awaitReady({ url, apps }: { url: string; apps: App[] }): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const ended = apps.find((app) => app.child.exitCode !== null)
    if (ended) throw new Error(`${ended.name} ended with code ${ended.child.exitCode}; its log is ${ended.logPath}`)
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    await sleep(100)
  }
  throw new Error(`${url} did not answer within ${patienceMs / 1000} s; the logs: ${apps.map((app) => app.logPath).join(', ')}`)
}
