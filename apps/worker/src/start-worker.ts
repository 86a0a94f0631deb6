import {
  beat,
  blockEmptyPosts,
  completePublications,
  createBatcher,
  createBuiltInStore,
  finalizePublications,
  findStalled,
  firstTurn,
  newId,
  promoteDue,
  renewDueConnections,
  rescue,
  retryPolicy,
  signOff,
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
const promoteLimit = 500
const emptyEveryMs = 2_000
const watchEveryMs = 10_000
const watchLimit = 500
const completeBatch = 200
const finalizeEveryMs = 1_000
const finalizeLimit = 50
// So many publications wait in the engine for each slot: enough that none stays empty, few enough that a newcomer is soon its turn.
const windowPerSlot = 8
const promoteEveryMs = 250
const beatEveryMs = 2_000
const rescueEveryMs = 2_000
const renewEveryMs = 30_000
const renewLimit = 4
const sweepEveryMs = 3_600_000
const sweepLimit = 200

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

  const options: PublishOptions = { db, policy, connector, store, media, publicUrl, complete: gatherCompletions(db) }
  const consumers = adapters.map((adapter) => consumeQueue({ options, engine, adapter, workerId, slots, log }))
  let turn = firstTurn
  const promoter = every({
    intervalMs: promoteEveryMs,
    onError,
    work: async () => {
      const promotion = await promoteDue({ db, engine, lookAheadMs, limit: promoteLimit, window: slots * windowPerSlot, turn })
      turn = promotion.turn
      if (promotion.promoted > 0) for (const consumer of consumers) consumer.wake()
      return promotion
    },
  })
  const emptier = every({
    intervalMs: emptyEveryMs,
    onError,
    work: async () => ({ isMore: (await blockEmptyPosts({ db, limit: promoteLimit })) === promoteLimit }),
  })
  const watchdog = every({
    intervalMs: watchEveryMs,
    onError,
    work: async () => {
      const stalled = await findStalled({ db, limit: watchLimit })
      if (stalled > 0) log.error({ stalled }, 'publications are past due by a minute and nobody works on them')
      return { isMore: stalled === watchLimit }
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
      const result = await rescue({ ...options, engine, workerId, inFlight, deadWorkers: await findDead() })
      if (result.returned + result.settled > 0) log.warn(result, 'took up what was left behind')
      return undefined
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
  const dispatcher = dispatchWebhooks({ db, port: webhookPort, slots, log, onError })
  log.info('worker started')

  return {
    workerId,
    stop: async () => {
      stopping.abort()
      await promoter.stop()
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await Promise.all([emptier.stop(), watchdog.stop(), finalizer.stop(), rescuer.stop(), renewer.stop(), sweeper.stop(), dispatcher.stop(), heart.stop()])
      await engine.stop()
      await signOff({ db, workerId })
      log.info('worker stopped; nothing is left behind')
    },
  }
}

/** Outcomes are written many at once, whatever network they are of. */
function gatherCompletions(db: Database['sql']): PublishOptions['complete'] {
  return createBatcher<Completion, boolean>({
    maxSize: completeBatch,
    maxRunning: 2,
    run: async (completions) => {
      const counted = await completePublications({ db, completions })
      return completions.map(({ attemptId }) => counted.has(attemptId))
    },
  })
}
