import { NetworkError, type NetworkAdapter, type Published } from '@flow/networks/port'
import type { PublishTask } from './commit-intent.ts'
import { completePublication } from './complete-publication.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { openForTask } from './open-for-task.ts'
import { toPublishInput } from './publish.ts'
import type { RescueInput } from './rescue-input.ts'

export type Doubt = PublishTask & { ageMs: number }

const probeTimeoutMs = 10_000
const probeEveryMs = 5_000
// A late accept must have become visible before "not there" counts.
const visibilityMarginMs = 30_000
const giveUpAfterMs = 10 * 60_000

/** Looks up what an unclear submit did: published, surely not published (then it is tried again), or still unclear. */
export async function settleDoubt({ db, connector, store, policy, publicUrl, doubt }: RescueInput & { doubt: Doubt }): Promise<void> {
  const { publicationId, attemptId, attemptNo, ageMs } = doubt
  const adapter = connector.networks.get(doubt.network)
  const give = (error: NetworkError) => failPublication({ db, policy, publicationId, attemptId, attemptNo, error })
  if (!adapter) return give(new NetworkError({ kind: 'permission_missing', message: `This Flow has no network named ${doubt.network}.` }))

  const { submitTimeoutMs, isSubmitIdempotent, isProbeable, displayName } = adapter.capabilities
  const lost = new NetworkError({
    kind: 'outcome_unknown',
    message: `${displayName} gave no clear answer, and Flow could not find out whether the post is there. Look for it before you post again.`,
  })
  // Until then the worker that made the attempt may still get its answer.
  if (!isProbeable && ageMs >= submitTimeoutMs) return give(lost)
  let found: Published | undefined
  let isAnswered = true
  try {
    if (isProbeable) found = await probe({ adapter, connector, store, publicUrl, doubt })
    else isAnswered = false
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
    return give(lost)
  }
  await doubtPublication({
    db,
    publicationId,
    attemptId,
    message: `${displayName} gave no clear answer. ${isProbeable ? 'Flow is looking up whether the post is there.' : 'Flow waits whether one comes.'}`,
    probeInMs: probeEveryMs,
  })
}

async function probe({
  adapter,
  connector,
  store,
  publicUrl,
  doubt,
}: Pick<RescueInput, 'connector' | 'store' | 'publicUrl'> & { adapter: NetworkAdapter; doubt: Doubt }): Promise<Published | undefined> {
  const { credentials } = await openForTask({ connector, task: doubt })
  return adapter.probe(toPublishInput({ task: doubt, connector, credentials, store, publicUrl, timeoutMs: probeTimeoutMs }))
}
