import { setTimeout as sleep } from 'node:timers/promises'
import { claimJobs, commitIntent, publish, returnClaims, type Claim, type Connector, type RetryPolicy } from '@flow/core'
import type { SqlRunner } from '@flow/db'
import type { BuiltInStore, NetworkAdapter } from '@flow/networks'
import type { Logger } from 'pino'
import { every } from './every.ts'
import type { PgBossEngine } from './pg-boss-engine.ts'

export type Consumer = { wake: () => void; inFlight: () => string[]; stop: () => Promise<void> }

const idleMs = 250
const drainMs = 25_000

/** Takes one network's jobs into free slots, holds each to its due instant, and publishes it. */
export function consumeQueue({
  db,
  engine,
  adapter,
  connector,
  store,
  policy,
  workerId,
  publicUrl,
  slots,
  log,
}: {
  db: SqlRunner
  engine: PgBossEngine
  adapter: NetworkAdapter
  connector: Connector
  store: BuiltInStore
  policy: RetryPolicy
  workerId: string
  publicUrl: string
  slots: number
  log: Logger
}): Consumer {
  const { network } = adapter
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  const handle = async (claim: Claim) => {
    const { publicationId, postId, jobId } = claim
    try {
      if (claim.dueInMs > 0) await sleep(claim.dueInMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) {
        await returnClaims({ db, workerId, publicationIds: [publicationId] })
        return
      }
      const task = await commitIntent({ db, workerId, claim })
      const outcome = task ? await publish({ db, policy, adapter, connector, store, task, publicUrl }) : 'stale'
      log.info({ postId, publicationId, network, outcome, attemptNo: task?.attemptNo }, 'publication handled')
    } catch (error) {
      log.error({ err: error, postId, publicationId, network }, 'publication broke off; the rescuer takes it up')
    } finally {
      running.delete(publicationId)
      loop.wake()
      await engine
        .finish({ network, jobIds: [jobId] })
        .catch((error: unknown) => log.warn({ err: error, jobId }, 'the job could not be closed; it expires by itself'))
    }
  }

  const loop = every({
    intervalMs: idleMs,
    onError: (error) => log.error({ err: error, network }, 'fetching jobs failed; it goes on'),
    work: async () => {
      const free = slots - running.size
      if (free <= 0) return undefined
      const jobIds = await engine.fetch({ network, slots: free })
      if (jobIds.length === 0) return undefined
      const claims = await claimJobs({ db, workerId, jobIds })
      for (const claim of claims) running.set(claim.publicationId, handle(claim))
      const claimed = new Set(claims.map((claim) => claim.jobId))
      const stale = jobIds.filter((jobId) => !claimed.has(jobId))
      if (stale.length > 0) await engine.finish({ network, jobIds: stale })
      return { isMore: jobIds.length === free }
    },
  })

  return {
    wake: loop.wake,
    inFlight: () => [...running.keys()],
    stop: async () => {
      stopping.abort()
      await loop.stop()
      await Promise.race([Promise.allSettled(running.values()), sleep(drainMs, undefined, { ref: false })])
    },
  }
}
