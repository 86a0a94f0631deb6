import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

const retryAfterMs = 30_000
// What of a submit's time stays for the public call.
const reserveMs = 20_000
const growth = 1.5

/**
 * Asks at growing intervals until the network has processed what was uploaded. Nothing is public yet, so a time that runs out is a clean failure.
 * @param untilMs the moment (milliseconds since 1970) after which it is given up
 * @throws NetworkError `unavailable` when the time has run out
 */
export async function pollProcessing({
  ask,
  untilMs,
  clock,
  signal,
  displayName,
}: {
  /** Answers whether it is ready, and may say when to ask again. */
  ask: () => Promise<{ isReady: boolean; askAgainInMs?: number }>
  untilMs: number
  displayName: string
} & Pick<PublishInput, 'clock' | 'signal'>): Promise<void> {
  for (let waitMs = 1_000; ; waitMs *= growth) {
    const { isReady, askAgainInMs } = await ask()
    if (isReady) return
    const pauseMs = Math.max(askAgainInMs ?? 0, waitMs)
    if (clock.now().getTime() + pauseMs > untilMs) {
      const message = `${displayName} is still processing the media. Nothing is public yet; Flow looks again in a while.`
      throw new NetworkError({ kind: 'unavailable', message, retryAfterMs })
    }
    await pause({ pauseMs, signal })
  }
}

/** When a submit that begins now must have done with waiting. */
export const processingEnd = ({ clock, submitTimeoutMs }: Pick<PublishInput, 'clock'> & { submitTimeoutMs: number }): number =>
  clock.now().getTime() + submitTimeoutMs - reserveMs

const pause = ({ pauseMs, signal }: { pauseMs: number; signal: AbortSignal }) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, pauseMs)
    signal.addEventListener('abort', done)
  })
