import { setTimeout as sleep } from 'node:timers/promises'

export type Loop = { wake: () => void; stop: () => Promise<void> }

/** Runs `work` again and again, never twice at once: after `intervalMs`, or at once when woken or when it says there is more. */
export function every({
  intervalMs,
  work,
  onError,
}: {
  intervalMs: number
  work: () => Promise<{ isMore: boolean } | undefined>
  onError: (error: unknown) => void
}): Loop {
  let isStopped = false
  let waking = new AbortController()
  const run = async () => {
    while (!isStopped) {
      let isMore = false
      try {
        isMore = (await work())?.isMore ?? false
      } catch (error) {
        onError(error)
      }
      if (isMore || isStopped) continue
      await sleep(intervalMs, undefined, { signal: waking.signal }).catch(() => undefined)
      if (waking.signal.aborted) waking = new AbortController()
    }
  }
  const running = run()
  return {
    wake: () => waking.abort(),
    stop: async () => {
      isStopped = true
      waking.abort()
      await running
    },
  }
}
