import { setTimeout as sleep } from 'node:timers/promises'

export type Loop = { wake: () => void; stop: () => Promise<void> }

/**
 * Runs `work` again and again, never twice at once: after `intervalMs`, or at once when woken or when it says there is more.
 * @param leastMs from one start to the next, however often it is woken: for work that costs the same whether it finds one thing or many
 */
export function every({
  intervalMs,
  leastMs = 0,
  work,
  onError,
}: {
  intervalMs: number
  leastMs?: number
  work: () => Promise<{ isMore: boolean } | undefined>
  onError: (error: unknown) => void
}): Loop {
  let isStopped = false
  let waking = new AbortController()
  const stopping = new AbortController()
  const run = async () => {
    while (!isStopped) {
      let isMore = false
      const startedAt = performance.now()
      try {
        isMore = (await work())?.isMore ?? false
      } catch (error) {
        onError(error)
      }
      if (!isMore && !isStopped) await sleep(intervalMs, undefined, { signal: waking.signal }).catch(() => undefined)
      if (waking.signal.aborted) waking = new AbortController()
      const restMs = startedAt + leastMs - performance.now()
      if (restMs > 0) await sleep(restMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    wake: () => waking.abort(),
    stop: async () => {
      isStopped = true
      waking.abort()
      stopping.abort()
      await running
    },
  }
}
