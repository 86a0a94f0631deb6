import { setTimeout as sleep } from 'node:timers/promises'
import {
  beat,
  blockEmptyPosts,
  completePublications,
  createBatcher,
  createBuiltInStore,
  finalizePublications,
  findStalled,
  firstRound,
  newId,
  promoteDue,
  renewDueConnections,
  rescue,
  retryPolicy,
  signOff,
  subjectOf,
  sweepBlobs,
  sweepMedia,
  sweepOldRows,
  sweepUploads,
  watchWorkers,
  type BlobStore,
  type Completion,
  type Connector,
  type MediaSource,
  type PublishOptions,
  type RetryPolicy,
  type Tell,
  type WebhookPort,
} from '@flow/core'
import type { Database } from '@flow/db'
import type { Logger } from 'pino'
import { consumeQueue } from './consume-queue.ts'
import { every } from './every.ts'
import { dispatchWebhooks } from './webhooks/dispatch-webhooks.ts'
import { createPgBossEngine } from './pg-boss-engine.ts'

export type Worker = { workerId: string; stop: () => Promise<void> }

const lookAheadMs = 3_000
const promoteLimit = 1_000
const emptyEveryMs = 5_000
const watchEveryMs = 5_000
const watchLimit = 500
const completeBatch = 200
const finalizeEveryMs = 1_000
const finalizeLimit = 50
// So many publications of a network wait in the engine for each slot: enough that none stays empty, few enough that a newcomer is soon its turn.
const windowPerSlot = 4
const promoteEveryMs = 250
// A walk through a long backlog costs the same for few as for many.
const promoteLeastMs = 50
const beatEveryMs = 2_000
const rescueEveryMs = 2_000
const renewEveryMs = 30_000
const renewLimit = 4
const sweepEveryMs = 3_600_000
const sweepLimit = 200
// What is in work is finished within this time; what is not by then is taken up by others.
const drainMs = 25_000

/** Starts promoting, publishing and rescuing. Any number of workers may run on one database. */
export async function startWorker({
  database,
  connector,
  publicUrl,
  slots,
  webhookPort,
  blobs,
  media,
  logger,
  tell,
  policy = retryPolicy,
}: {
  database: Database
  connector: Connector
  publicUrl: string
  /** Most publications in work at once, for each network. */
  slots: number
  webhookPort: WebhookPort
  blobs: BlobStore
  media: MediaSource
  logger: Logger
  tell: Tell
  policy?: RetryPolicy
}): Promise<Worker> {
  const db = database.sql
  const { networks } = connector
  const workerId = newId('worker')
  const store = createBuiltInStore(db)
  const log = logger.child({ workerId })
  const onError = (error: unknown) => log.error({ err: error }, 'worker loop failed; it goes on')
  const adapters = [...networks.values()]
  const engine = createPgBossEngine({ db, adapters, onError })
  await engine.start()
  await beat({ db, workerId })

  const options: PublishOptions = { db, policy, connector, store, media, publicUrl, tell, complete: gatherCompletions({ db, tell }) }
  const consumers = adapters.map((adapter) => consumeQueue({ options, engine, adapter, workerId, slots, log }))
  const inTurn = adapters.filter(({ capabilities }) => capabilities.isSerialPerConnection).map(({ network }) => network)
  let round = firstRound
  const promoter = every({
    intervalMs: promoteEveryMs,
    leastMs: promoteLeastMs,
    onError,
    work: async () => {
      const promotion = await promoteDue({ db, engine, lookAheadMs, limit: promoteLimit, window: slots * windowPerSlot, inTurn, round })
      round = promotion.round
      for (const job of promotion.jobs) tell({ kind: 'promoted', runAt: job.runAt, ...subjectOf(job) })
      // Others may have promoted it, and more workers than one may take it.
      for (const consumer of consumers) if (promotion.held.has(consumer.network)) consumer.wake()
      return promotion
    },
  })
  const emptier = every({
    intervalMs: emptyEveryMs,
    onError,
    work: async () => ({ isMore: (await blockEmptyPosts({ db, limit: promoteLimit, tell })) === promoteLimit }),
  })
  const watchdog = every({
    intervalMs: watchEveryMs,
    onError,
    work: async () => {
      const stalled = await findStalled({ db, limit: watchLimit })
      if (stalled > 0) log.error({ stalled }, 'publications are past due by a minute and nobody works on them')
      // Of a long backlog some at a time: explaining it must not take the place of working on it.
      return undefined
    },
  })
  const finalizer = every({
    intervalMs: finalizeEveryMs,
    onError,
    work: async () => {
      const finalized = await finalizePublications({ options, limit: finalizeLimit })
      return { isMore: finalized === finalizeLimit }
    },
  })
  const heart = every({ intervalMs: beatEveryMs, onError, work: async () => void (await beat({ db, workerId })) })
  const findDead = watchWorkers({ db })
  const rescuer = every({
    intervalMs: rescueEveryMs,
    onError,
    work: async () => {
      const inFlight = consumers.flatMap((consumer) => consumer.inFlight())
      const { isMore, ...result } = await rescue({ ...options, engine, workerId, inFlight, deadWorkers: await findDead() })
      if (result.returned + result.settled > 0) log.warn(result, 'took up what was left behind')
      return { isMore }
    },
  })
  const renewer = every({
    intervalMs: renewEveryMs,
    onError,
    work: async () => {
      const { renewed, failed } = await renewDueConnections({ connector, limit: renewLimit })
      if (failed > 0) log.warn({ renewed, failed }, 'some connections could not be renewed')
      return { isMore: renewed + failed === renewLimit }
    },
  })
  const stopping = new AbortController()
  const sweeper = every({
    intervalMs: sweepEveryMs,
    onError,
    work: async () => {
      await sweepOldRows({ db, limit: sweepLimit, signal: stopping.signal })
      const media = await sweepMedia({ db, blobs, limit: sweepLimit })
      if (media === sweepLimit) return { isMore: true }
      const uploads = await sweepUploads({ db })
      const { removed, leftovers } = await sweepBlobs({ db, blobs, now: new Date(), signal: stopping.signal })
      if (media + uploads + removed + leftovers > 0) log.info({ media, uploads, blobs: removed, leftovers }, 'removed media that nothing used')
      return undefined
    },
  })
  const dispatcher = dispatchWebhooks({ db, port: webhookPort, slots, log, tell, onError })
  log.info('worker started')

  return {
    workerId,
    stop: async () => {
      stopping.abort()
      const working = [promoter, ...consumers, emptier, watchdog, finalizer, rescuer, renewer, sweeper, dispatcher]
      const isDrained = await Promise.race([Promise.allSettled(working.map((each) => each.stop())).then(() => true), sleep(drainMs, false, { ref: false })])
      // Until here, so that nobody takes it for dead.
      await heart.stop()
      await engine.stop()
      await signOff({ db, workerId })
      if (isDrained) log.info('worker stopped; nothing is left behind')
      else log.warn({ publicationIds: consumers.flatMap((consumer) => consumer.inFlight()) }, 'worker stopped before all was finished; others take it up')
    },
  }
}

/** Outcomes are written many at once, whatever network they are of. */
function gatherCompletions({ db, tell }: { db: Database['sql']; tell: Tell }): PublishOptions['complete'] {
  // The attempts' own ends are told first.
  const tellLater: Tell = (event) => void setImmediate(tell, event)
  return createBatcher<Completion, boolean>({
    maxSize: completeBatch,
    run: async (completions) => {
      const counted = await completePublications({ db, completions, tell: tellLater })
      return completions.map(({ attemptId }) => counted.has(attemptId))
    },
  })
}
