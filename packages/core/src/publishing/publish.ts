import type { SqlRunner } from '@flow/db'
import {
  NetworkError,
  type BuiltInStore,
  type Credentials,
  type NetworkAdapter,
  type MediaFile,
  type Published,
  type PublishInput,
  type PublishItem,
} from '@flow/networks/port'
import { feedUrl } from '../channels/channel-resource.ts'
import { clearFault, type UsedCredentials } from '../connections/connection-health.ts'
import type { Connector } from '../connections/connector.ts'
import { renewCredentials } from '../connections/renew-credentials.ts'
import type { Opened } from '../connections/open-credentials.ts'
import type { PublishTask } from './commit-intent.ts'
import { completePublication } from './complete-publication.ts'
import { doubtPublication } from './doubt-publication.ts'
import { failPublication } from './fail-publication.ts'
import { openForTask } from './open-for-task.ts'
import type { RetryPolicy } from './retry-policy.ts'

export type Outcome = 'published' | 'failed' | 'unknown' | 'superseded'

type PublishOptions = {
  db: SqlRunner
  policy: RetryPolicy
  adapter: NetworkAdapter
  connector: Connector
  store: BuiltInStore
  task: PublishTask
  publicUrl: string
}

const firstProbeMs = 1_000

/** Makes the one call that the committed intent allows, and records what came of it. */
export async function publish(options: PublishOptions): Promise<Outcome> {
  const { db, policy, connector, task } = options
  const { publicationId, attemptId, attemptNo, connectionId } = task
  let used: UsedCredentials | undefined
  const fail = async (error: NetworkError): Promise<Outcome> => {
    await failPublication({ db, policy, publicationId, attemptId, attemptNo, used, error })
    return 'failed'
  }
  let opened: Opened
  try {
    opened = await openForTask({ connector, task })
    if (!task.isBuiltIn) used = { connectionId, credentialsRev: opened.credentialsRev }
  } catch (error) {
    // Nothing was sent yet, so whatever went wrong is a clean failure.
    const message = 'Flow could not get at the connection’s credentials.'
    return fail(error instanceof NetworkError ? error : new NetworkError({ kind: 'unavailable', message, cause: error }))
  }
  try {
    const published = await submit({
      ...options,
      opened,
      onRenewed: (credentialsRev) => {
        used = { connectionId, credentialsRev }
      },
    })
    const isCompleted = await completePublication({ db, publicationId, attemptId, published })
    if (used && opened.isFaulty) await clearFault({ tx: db, used })
    return isCompleted ? 'published' : 'superseded'
  } catch (error) {
    if (error instanceof NetworkError && error.kind !== 'outcome_unknown') return fail(error)
    // Anything but a network's clear refusal leaves open whether the post is out.
    const message =
      error instanceof NetworkError
        ? error.message
        : 'The attempt broke off without a clear answer. Flow looks up whether the post is out before it does anything else.'
    await doubtPublication({ db, publicationId, attemptId, message, probeInMs: firstProbeMs })
    return 'unknown'
  }
}

// A token that ended a moment ago is a refusal before anything went out: renewed once, the same call is made again.
async function submit({
  adapter,
  connector,
  store,
  task,
  publicUrl,
  opened,
  onRenewed,
}: PublishOptions & { opened: Opened; onRenewed: (credentialsRev: number) => void }): Promise<Published> {
  const send = async (credentials: Credentials): Promise<Published> => {
    const result = await adapter.submit(toPublishInput({ task, connector, credentials, store, publicUrl, timeoutMs: adapter.capabilities.submitTimeoutMs }))
    if ('handle' in result) throw new Error('not yet')
    return result
  }
  try {
    return await send(opened.credentials)
  } catch (error) {
    if (!opened.isRenewable || !(error instanceof NetworkError) || error.kind !== 'credentials_expired') throw error
    const renewed = await renewCredentials({ connector, connectionId: task.connectionId, seenRev: opened.credentialsRev })
    onRenewed(renewed.credentialsRev)
    return send(renewed.credentials)
  }
}

export function toPublishInput({
  task,
  connector,
  credentials,
  store,
  publicUrl,
  timeoutMs,
}: {
  task: PublishTask
  connector: Connector
  credentials: Credentials
  store: BuiltInStore
  publicUrl: string
  timeoutMs: number
}): PublishInput {
  const { clientKey, attemptNo, content, mediaKeys, thread, connectionId, isBuiltIn, feedSlug, remoteUrl } = task
  const connection = { id: connectionId, publicUrl: isBuiltIn ? feedUrl({ feedSlug, publicUrl }) : remoteUrl, remoteId: null, handle: null }
  const media = mediaKeys.map((key) => ({ key }) as MediaFile)
  const item: PublishItem = {
    no: 0,
    kind: 'post',
    text: content ?? '',
    title: null,
    facets: [],
    links: [],
    media,
    options: {},
    parent: null,
    root: null,
    rest: thread,
    dueAt: new Date(),
  }
  const progress = { get: () => undefined, save: async (_: string, value: string) => value }
  return {
    clientKey,
    attemptNo,
    item,
    progress,
    clock: { now: () => new Date() },
    connection,
    credentials,
    store,
    fetch: connector.fetch,
    openSocket: connector.openSocket,
    signal: AbortSignal.timeout(timeoutMs),
  }
}
