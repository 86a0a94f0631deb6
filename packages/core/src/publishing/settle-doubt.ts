import { NetworkError, type Credentials, type NetworkAdapter, type Published } from '@flow/networks/port'
import { callRenewed } from '../connections/call-renewed.ts'
import type { Opened } from '../connections/open-credentials.ts'
import { reach } from '../connections/reach.ts'
import { subjectOf } from '../story/subject-of.ts'
import { toldFetch } from '../story/told-fetch.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { openForTask } from './open-for-task.ts'
import { prepareTask } from './prepare-task.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask } from './publish-task.ts'
import { timeLimitOf } from './time-limit.ts'
import { settleFound } from './settle-found.ts'
import { toPublishInput } from './to-publish-input.ts'

/** `waitedMs`: how long the outcome has been open. */
export type Doubt = PublishTask & { waitedMs: number }

const probeTimeoutMs = 10_000
const probeEveryMs = 5_000
// A late accept must have become visible before "not there" counts.
const visibilityMarginMs = 30_000
const giveUpAfterMs = 10 * 60_000

/** Looks up what an unclear submit did: published, surely not published (then it is tried again), or still unclear. */
export async function settleDoubt({ options, doubt }: { options: PublishOptions; doubt: Doubt }): Promise<void> {
  const { db, policy, connector, tell } = options
  const { publicationId, attemptId, waitedMs } = doubt
  const adapter = connector.networks.get(doubt.network)
  const give = (error: NetworkError) => failPublication({ db, policy, tell, task: doubt, error })
  if (!adapter) return give(new NetworkError({ kind: 'permission_missing', message: `This Flow has no network named ${doubt.network}.` }))

  const { displayName } = adapter.capabilities
  // Where its items were not frozen, the post has one, with all of its media.
  const submitTimeoutMs = timeLimitOf({ capabilities: adapter.capabilities, item: doubt.items?.[doubt.itemNo] ?? doubt })
  const lost = new NetworkError({
    kind: 'outcome_unknown',
    message: `${displayName} gave no clear answer, and Flow could not find out whether the post is there. Look for it before you post again.`,
  })
  const opened = await openForTask({ connector, task: doubt }).catch(() => undefined)
  const { isSubmitIdempotent, isProbeable } = { ...adapter.capabilities, ...(opened && adapter.capabilitiesFor?.(opened.credentials)) }
  // Until then the worker that made the attempt may still get its answer.
  if (!isProbeable && waitedMs >= submitTimeoutMs) return give(lost)
  const looked = isProbeable && opened ? await probe({ adapter, options, doubt, opened }) : 'unanswered'
  const found = typeof looked === 'string' ? looked : 'published'
  tell({ kind: 'looked-up', attemptId, found, ...subjectOf(doubt) })
  if (looked !== 'unanswered' && looked !== 'absent') return settleFound({ options, adapter, task: doubt, published: looked, isLookedUp: true })
  if (looked === 'absent' && (isSubmitIdempotent || waitedMs >= submitTimeoutMs + visibilityMarginMs)) {
    const message = `${displayName} has no trace of the last attempt, so it did not get through; Flow tries again.`
    return give(new NetworkError({ kind: 'unavailable', message, retryAfterMs: 0 }))
  }
  if (waitedMs >= giveUpAfterMs) return give(lost)
  const message = `${displayName} gave no clear answer. ${isProbeable ? 'Flow is looking up whether the post is there.' : 'Flow waits whether one comes.'}`
  await doubtPublication({ db, publicationId, attemptId, message, probeInMs: probeEveryMs })
}

async function probe({
  adapter,
  options,
  doubt,
  opened,
}: {
  adapter: NetworkAdapter
  options: PublishOptions
  doubt: Doubt
  opened: Opened
}): Promise<Published | 'absent' | 'unanswered'> {
  try {
    const prepared = await prepareTask({ task: doubt, adapter, options })
    const reached = reach({ connector: options.connector, adapter })
    const fetch = toldFetch({ fetch: reached.fetch, tell: options.tell, step: 'probe', task: doubt })
    const call = async (credentials: Credentials) =>
      adapter.probe(await toPublishInput({ prepared, options, credentials, reached: { ...reached, fetch }, timeoutMs: probeTimeoutMs }))
    const connectionId = doubt.isBuiltIn ? undefined : doubt.connectionId
    return (await callRenewed({ connector: options.connector, connectionId, opened, call })) ?? 'absent'
  } catch {
    return 'unanswered'
  }
}
