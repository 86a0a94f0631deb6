import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from './run-app.ts'

const patienceMs = 60_000

/** Waits until Flow answers that it is ready; throws where an app ends first or time runs out. */
export async function awaitReady({ url, apps }: { url: string; apps: App[] }): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const ended = apps.find((app) => app.child.exitCode !== null)
    if (ended) throw new Error(`${ended.name} ended with code ${ended.child.exitCode}; its log is .flow/${ended.name}.log`)
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    await sleep(100)
  }
  throw new Error(`Flow was not ready within ${patienceMs / 1000} s; the logs are in .flow/`)
}
