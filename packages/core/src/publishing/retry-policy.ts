/** Pauses before the next attempt after a clean failure. Data, so that tests can bring their own. */
export type RetryPolicy = {
  delaysMs: readonly number[]
  /** Share of a delay that is drawn at random and added. */
  jitter: number
  /** After the due time plus this, a failure is final. */
  giveUpAfterMs: number
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

export const retryPolicy: RetryPolicy = {
  delaysMs: [15 * second, minute, 5 * minute, 15 * minute, hour],
  jitter: 0.1,
  giveUpAfterMs: 6 * hour,
}

/** How long to wait after attempt `attemptNo` (from 1). A network that names a time is taken at its word. */
export function nextDelayMs({ policy, attemptNo, retryAfterMs }: { policy: RetryPolicy; attemptNo: number; retryAfterMs: number | undefined }): number {
  if (retryAfterMs !== undefined) return retryAfterMs
  const delay = policy.delaysMs[attemptNo - 1] ?? policy.delaysMs.at(-1) ?? 0
  return Math.round(delay * (1 + Math.random() * policy.jitter))
}
