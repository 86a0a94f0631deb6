import { NetworkError, type NetworkAdapter, type Processing, type Published } from '@flow/networks/port'
import { reach } from '../connections/reach.ts'
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
  const { db, policy, connector } = options
  const { publicationId, attemptId, checkHandle } = task
  const adapter = connector.networks.get(task.network)
  if (!adapter?.check || checkHandle === null) {
    const message = `This Flow can't ask ${task.network} what became of the post. Look for it before you post again.`
    return failPublication({ db, policy, task, error: new NetworkError({ kind: 'outcome_unknown', message }) })
  }
  const { displayName } = adapter.capabilities
  try {
    const result = await check({ adapter, check: adapter.check, options, task, handle: checkHandle })
    if (!('handle' in result)) return await settleFound({ options, adapter, task, published: result, isLookedUp: false })
    await awaitProcessing({ db, publicationId, attemptId, processing: result, displayName })
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    if (error.kind === 'outcome_unknown') return doubtPublication({ db, publicationId, attemptId, message: error.message, probeInMs: 0 })
    // No answer to a question is no answer about the post.
    const isAway = error.kind === 'unavailable' || error.kind === 'rate_limited'
    if (!isAway) return failPublication({ db, policy, task, error })
    await awaitProcessing({ db, publicationId, attemptId, processing: { handle: checkHandle, checkInMs: error.retryAfterMs ?? askAgainInMs }, displayName })
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
  return ask({ ...(await toPublishInput({ prepared, options, credentials, reached, timeoutMs: checkTimeoutMs })), handle })
}
