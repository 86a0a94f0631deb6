import { NetworkError, type Published } from '@flow/networks/port'
import type { PublishTask } from './commit-intent.ts'
import { completePublication } from './complete-publication.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { toPublishInput } from './publish.ts'
import type { RescueInput } from './rescue-input.ts'

export type Doubt = PublishTask & { ageMs: number }

const probeTimeoutMs = 10_000
const probeEveryMs = 5_000
// A late accept must have become visible before "not there" counts.
const visibilityMarginMs = 30_000
const giveUpAfterMs = 10 * 60_000

/** Looks up what an unclear submit did: published, surely not published (then it is tried again), or still unclear. */
export async function settleDoubt({ db, networks, store, policy, publicUrl, doubt }: RescueInput & { doubt: Doubt }): Promise<void> {
  const { publicationId, attemptId, attemptNo, ageMs } = doubt
  const adapter = networks.get(doubt.network)
  const give = (error: NetworkError) => failPublication({ db, policy, publicationId, attemptId, attemptNo, error })
  if (!adapter) return give(new NetworkError({ kind: 'permission_missing', message: `This Flow has no network named ${doubt.network}.` }))

  const { submitTimeoutMs, isSubmitIdempotent, displayName } = adapter.capabilities
  let found: Published | undefined
  let isAnswered = true
  try {
    found = await adapter.probe(toPublishInput({ task: doubt, store, publicUrl, timeoutMs: probeTimeoutMs }))
  } catch {
    isAnswered = false
  }
  if (found) {
    await completePublication({ db, publicationId, attemptId, published: found })
    return
  }
  if (isAnswered && (isSubmitIdempotent || ageMs >= submitTimeoutMs + visibilityMarginMs)) {
    return give(
      new NetworkError({
        kind: 'unavailable',
        message: `${displayName} has no trace of the last attempt, so it did not get through; Flow tries again.`,
        retryAfterMs: 0,
      }),
    )
  }
  if (ageMs >= giveUpAfterMs) {
    return give(
      new NetworkError({
        kind: 'outcome_unknown',
        message: `${displayName} gave no clear answer, and Flow could not find out whether the post is there. Look for it before you post again.`,
      }),
    )
  }
  await doubtPublication({
    db,
    publicationId,
    attemptId,
    message: `${displayName} gave no clear answer. Flow is looking up whether the post is there.`,
    probeInMs: probeEveryMs,
  })
}
