import { NetworkError, type NetworkAdapter, type Processing, type Published } from '@flow/networks/port'
import { reach } from '../connections/reach.ts'
import { subjectOf } from '../story/subject-of.ts'
import { toldFetch } from '../story/told-fetch.ts'
import { awaitProcessing } from './await-processing.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { openForTask } from './open-for-task.ts'
import { prepareTask } from './prepare-task.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask } from './publish-task.ts'
import { settleFound } from './settle-found.ts'
import { toPublishInput } from './to-publish-input.ts'

const checkTimeoutMs = 15_000
const askAgainInMs = 15_000

/** Asks a network what became of an item that it was still at work on. Reading changes nothing, so it is asked as often as need be. */
export async function settleCheck({ options, task }: { options: PublishOptions; task: PublishTask }): Promise<void> {
  const { db, policy, connector, tell } = options
  const { publicationId, attemptId, itemNo, checkHandle } = task
  const lookedUp = (found: 'processing' | 'unanswered') => tell({ kind: 'looked-up', attemptId, found, ...subjectOf(task) })
  const adapter = connector.networks.get(task.network)
  if (!adapter?.check || checkHandle === null) {
    const message = `This Flow can't ask ${task.network} what became of the post. Look for it before you post again.`
    return failPublication({ db, policy, tell, task, error: new NetworkError({ kind: 'outcome_unknown', message }) })
  }
  const { displayName } = adapter.capabilities
  try {
    const result = await check({ adapter, check: adapter.check, options, task, handle: checkHandle })
    if (!('handle' in result)) return await settleFound({ options, adapter, task, published: result, isLookedUp: false })
    await awaitProcessing({ db, publicationId, attemptId, processing: result, displayName })
    lookedUp('processing')
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    // The network took the post: that it lets us ask no more says nothing about it.
    if (error.kind === 'outcome_unknown' || error.kind === 'credentials_expired' || error.kind === 'permission_missing') {
      const isCounted = await doubtPublication({ db, publicationId, attemptId, message: error.message, probeInMs: 0 })
      const end = isCounted ? ({ outcome: 'unknown', message: error.message, nextInMs: 0 } as const) : ({ outcome: 'superseded' } as const)
      return tell({ kind: 'attempt-ended', attemptId, itemNo, ...end, ...subjectOf(task) })
    }
    // No answer to a question is no answer about the post.
    const isAway = error.kind === 'unavailable' || error.kind === 'rate_limited'
    if (!isAway) return failPublication({ db, policy, tell, task, error })
    await awaitProcessing({ db, publicationId, attemptId, processing: { handle: checkHandle, checkInMs: error.retryAfterMs ?? askAgainInMs }, displayName })
    lookedUp('unanswered')
  }
}

async function check({
  adapter,
  check: ask,
  options,
  task,
  handle,
}: {
  adapter: NetworkAdapter
  check: NonNullable<NetworkAdapter['check']>
  options: PublishOptions
  task: PublishTask
  handle: string
}): Promise<Published | Processing> {
  const { credentials } = await openForTask({ connector: options.connector, task })
  const prepared = await prepareTask({ task, adapter, options })
  const reached = reach({ connector: options.connector, adapter })
  const fetch = toldFetch({ fetch: reached.fetch, tell: options.tell, step: 'check', task })
  return ask({ ...(await toPublishInput({ prepared, options, credentials, reached: { ...reached, fetch }, timeoutMs: checkTimeoutMs })), handle })
}
