import type { SqlRunner } from '@flow/db'
import { NetworkError, type BuiltInStore, type NetworkAdapter, type PublishInput } from '@flow/networks/port'
import { feedUrl } from '../channels/channel-resource.ts'
import type { PublishTask } from './commit-intent.ts'
import { completePublication } from './complete-publication.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import type { RetryPolicy } from './retry-policy.ts'

export type Outcome = 'published' | 'failed' | 'unknown' | 'superseded'

const firstProbeMs = 1_000

/** Makes the one call that the committed intent allows, and records what came of it. */
export async function publish({
  db,
  policy,
  adapter,
  store,
  task,
  publicUrl,
}: {
  db: SqlRunner
  policy: RetryPolicy
  adapter: NetworkAdapter
  store: BuiltInStore
  task: PublishTask
  publicUrl: string
}): Promise<Outcome> {
  const { publicationId, attemptId, attemptNo } = task
  try {
    const published = await adapter.submit(toPublishInput({ task, store, publicUrl, timeoutMs: adapter.capabilities.submitTimeoutMs }))
    return (await completePublication({ db, publicationId, attemptId, published })) ? 'published' : 'superseded'
  } catch (error) {
    if (error instanceof NetworkError && error.kind !== 'outcome_unknown') {
      await failPublication({ db, policy, publicationId, attemptId, attemptNo, error })
      return 'failed'
    }
    // Anything but a network's clear refusal leaves open whether the post is out.
    const message =
      error instanceof NetworkError
        ? error.message
        : 'The attempt broke off without a clear answer. Flow looks up whether the post is out before it does anything else.'
    await doubtPublication({ db, publicationId, attemptId, message, probeInMs: firstProbeMs })
    return 'unknown'
  }
}

export function toPublishInput({
  task,
  store,
  publicUrl,
  timeoutMs,
}: {
  task: PublishTask
  store: BuiltInStore
  publicUrl: string
  timeoutMs: number
}): PublishInput {
  const { clientKey, attemptNo, content, mediaKeys, thread, connectionId, feedSlug } = task
  const connection = { id: connectionId, publicUrl: feedUrl({ feedSlug, publicUrl }) }
  return { clientKey, attemptNo, content, mediaKeys, thread, connection, store, signal: AbortSignal.timeout(timeoutMs) }
}
