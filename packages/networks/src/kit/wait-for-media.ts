import { setTimeout as sleep } from 'node:timers/promises'
import { NetworkError } from '../port/network-error.ts'

const firstPauseMs = 1_000
const longestPauseMs = 15_000

/**
 * Asks until the network has processed a media, with growing pauses.
 * @param ask answers `undefined` while the network is at work
 * @param patienceMs what the submit may spend on it; it must leave time for the public call
 * @throws NetworkError `unavailable` when it is not ready by then; the next attempt goes on from what is in `progress`
 */
export async function waitForMedia<T>({
  ask,
  displayName,
  patienceMs,
  signal,
}: {
  ask: () => Promise<T | undefined>
  displayName: string
  patienceMs: number
  signal: AbortSignal
}): Promise<T> {
  const startedAt = performance.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const ready = await ask()
    if (ready !== undefined) return ready
    if (performance.now() - startedAt + pauseMs > patienceMs || !(await pause({ pauseMs, signal }))) {
      throw new NetworkError({
        kind: 'unavailable',
        message: `${displayName} is still processing the media. Nothing is public yet; Flow goes on when it is ready.`,
        retryAfterMs: 30_000,
      })
    }
  }
}

const pause = ({ pauseMs, signal }: { pauseMs: number; signal: AbortSignal }): Promise<boolean> => sleep(pauseMs, true, { signal }).catch(() => false)
