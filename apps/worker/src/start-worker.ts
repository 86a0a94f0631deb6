import {
  beat,
  blockEmptyPosts,
  createBuiltInStore,
  newId,
  promoteDue,
  renewDueConnections,
  rescue,
  retryPolicy,
  signOff,
  sweepBlobs,
  sweepMedia,
  sweepUploads,
  type BlobStore,
  type Connector,
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
  logger: Logger
  policy?: RetryPolicy
}): Promise<Worker> {
  const db = database.sql
  const { networks } = connector
  const workerId = newId('worker')
  const store = createBuiltInStore(db)
  const log = logger.child({ workerId })
  const onError = (error: unknown) => log.error({ err: error }, 'worker loop failed; it goes on')
  const engine = createPgBossEngine({ db, networks: networks.keys(), onError })
  await engine.start()
  await beat({ db, workerId })

  const consumers = [...networks.values()].map((adapter) => consumeQueue({ db, engine, adapter, connector, store, policy, workerId, publicUrl, slots, log }))
  const promoter = every({
    intervalMs: promoteEveryMs,
    onError,
    work: async () => {
      const promoted = await promoteDue({ db, engine, lookAheadMs, limit: promoteLimit })
      if (promoted > 0) for (const consumer of consumers) consumer.wake()
      const blocked = await blockEmptyPosts({ db, limit: promoteLimit })
      return { isMore: promoted === promoteLimit || blocked === promoteLimit }
    },
  })
  const heart = every({ intervalMs: beatEveryMs, onError, work: async () => void (await beat({ db, workerId })) })
  const rescuer = every({
    intervalMs: rescueEveryMs,
    onError,
    work: async () => {
      const inFlight = consumers.flatMap((consumer) => consumer.inFlight())
      const result = await rescue({ db, engine, connector, store, policy, workerId, inFlight, publicUrl })
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
      await Promise.all([rescuer.stop(), renewer.stop(), sweeper.stop(), dispatcher.stop(), heart.stop()])
      await engine.stop()
      await signOff({ db, workerId })
      log.info('worker stopped; nothing is left behind')
    },
  }
}
