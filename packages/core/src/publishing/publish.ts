import { NetworkError, type Credentials, type NetworkAdapter, type Processing, type Published } from '@flow/networks/port'
import { callRenewed } from '../connections/call-renewed.ts'
import { clearFault, type UsedCredentials } from '../connections/connection-health.ts'
import type { Opened } from '../connections/open-credentials.ts'
import { reach } from '../connections/reach.ts'
import type { Renewed } from '../connections/renew-credentials.ts'
import type { AttemptEnd } from '../story/story.ts'
import { subjectOf } from '../story/subject-of.ts'
import { toldFetch } from '../story/told-fetch.ts'
import { advanceItem } from './advance-item.ts'
import { awaitProcessing } from './await-processing.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { openForTask } from './open-for-task.ts'
import { prepareTask } from './prepare-task.ts'
import type { PublishOptions } from './publish-options.ts'
import type { PublishTask } from './publish-task.ts'
import { recordFetch } from './recorded-fetch.ts'
import { timeLimitOf } from './time-limit.ts'
import { toPublishInput, type Prepared } from './to-publish-input.ts'

export type Outcome = 'published' | 'failed' | 'unknown' | 'processing' | 'superseded'

type Session = { opened: Opened; used: UsedCredentials | undefined }

const firstProbeMs = 1_000

/** Makes the one call that each committed intent allows, item by item, and records what came of it. */
export async function publish({
  task: first,
  adapter,
  workerId,
  options,
}: {
  task: PublishTask
  adapter: NetworkAdapter
  workerId: string
  options: PublishOptions
}): Promise<Outcome> {
  const { db, policy, connector, tell } = options
  const session: Session = { opened: { credentials: {}, credentialsRev: 0, isFaulty: false, isRenewable: false }, used: undefined }
  let prepared: Prepared
  try {
    session.opened = await openForTask({ connector, task: first })
    if (!first.isBuiltIn) session.used = { connectionId: first.connectionId, credentialsRev: session.opened.credentialsRev }
    prepared = await prepareTask({ task: first, adapter, options })
  } catch (error) {
    // Nothing was sent yet, so whatever went wrong is a clean failure.
    const message = 'Flow could not get the post ready; it tries again.'
    await failPublication({
      db,
      policy,
      tell,
      task: first,
      used: session.used,
      error: error instanceof NetworkError ? error : new NetworkError({ kind: 'unavailable', message, cause: error }),
    })
    return 'failed'
  }
  for (;;) {
    const result = await sendItem({ prepared, adapter, session, options })
    if ('outcome' in result) return result.outcome
    const { task, items } = prepared
    const { published, exchange } = result
    if (task.itemNo + 1 >= items.length) {
      const remote = items[0]?.remote ?? published
      const { publicationId, postId, attemptId, testClockMs } = task
      const hasExtras = adapter.finalize !== undefined
      const last = task.items ? { itemNo: task.itemNo, remote: published } : null
      const completion = { publicationId, postId, attemptId, published: remote, last, exchange, isLookedUp: false, hasExtras, testClockMs }
      const isCounted = await options.complete(completion)
      if (session.used && session.opened.isFaulty) await clearFault({ tx: db, used: session.used })
      tellEnd({ options, task, end: isCounted ? { outcome: 'published', isLookedUp: false } : { outcome: 'superseded' } })
      return isCounted ? 'published' : 'superseded'
    }
    const next = await advanceItem({ db, task, published, exchange, decision: 'published', workerId })
    tellEnd({ options, task, end: next ? { outcome: 'item-published', isLookedUp: false } : { outcome: 'superseded' } })
    if (!next?.items) return 'superseded'
    const { attemptId, attemptNo, itemNo } = next
    tell({ kind: 'attempt-started', attemptId, attemptNo, itemNo, lateMs: null, ...subjectOf(next) })
    prepared = { ...prepared, task: next, items: next.items }
  }
}

function tellEnd({ options, task, end }: { options: PublishOptions; task: PublishTask; end: AttemptEnd }): void {
  options.tell({ kind: 'attempt-ended', attemptId: task.attemptId, itemNo: task.itemNo, ...end, ...subjectOf(task) })
}

type Sent = { published: Published; exchange: ReturnType<ReturnType<typeof recordFetch>['exchange']> } | { outcome: Outcome }

async function sendItem({
  prepared,
  adapter,
  session,
  options,
}: {
  prepared: Prepared
  adapter: NetworkAdapter
  session: Session
  options: PublishOptions
}): Promise<Sent> {
  const { db, policy, connector, tell } = options
  const { task } = prepared
  const { publicationId, attemptId } = task
  const reached = reach({ connector, adapter })
  const recorder = recordFetch({ fetch: toldFetch({ fetch: reached.fetch, tell, step: 'submit', task }), credentials: session.opened.credentials })
  const submit = async (credentials: Credentials): Promise<Published | Processing> => {
    const timeoutMs = timeLimitOf({ capabilities: adapter.capabilities, item: prepared.items[task.itemNo] })
    return adapter.submit(await toPublishInput({ prepared, options, credentials, reached: { ...reached, fetch: recorder.fetch }, timeoutMs }))
  }
  try {
    const { opened, used } = session
    const onRenewed = (renewed: Renewed) => {
      session.opened = { ...opened, ...renewed }
      if (used) session.used = { ...used, credentialsRev: renewed.credentialsRev }
    }
    const result = await callRenewed({ connector, connectionId: used?.connectionId, opened, call: submit, onRenewed })
    if (!('handle' in result)) return { published: result, exchange: recorder.exchange() }
    const isCounted = await awaitProcessing({ db, publicationId, attemptId, processing: result, displayName: adapter.capabilities.displayName })
    tellEnd({ options, task, end: isCounted ? { outcome: 'processing', nextInMs: result.checkInMs } : { outcome: 'superseded' } })
    return { outcome: 'processing' }
  } catch (error) {
    const exchange = recorder.exchange()
    if (error instanceof NetworkError && error.kind !== 'outcome_unknown') {
      await failPublication({ db, policy, tell, task, used: session.used, exchange, error })
      return { outcome: 'failed' }
    }
    // Anything but a network's clear refusal leaves open whether the post is out.
    const message =
      error instanceof NetworkError
        ? error.message
        : 'The attempt broke off without a clear answer. Flow looks up whether the post is out before it does anything else.'
    const isCounted = await doubtPublication({ db, publicationId, attemptId, message, probeInMs: firstProbeMs, exchange })
    tellEnd({ options, task, end: isCounted ? { outcome: 'unknown', message, nextInMs: firstProbeMs } : { outcome: 'superseded' } })
    return { outcome: 'unknown' }
  }
}
