import { setTimeout as sleep } from 'node:timers/promises'
import { claimJobs, commitIntents, createBatcher, publish, returnClaims, subjectOf, type Claim, type PublishOptions, type PublishTask } from '@flow/core'
import type { NetworkAdapter } from '@flow/networks'
import type { Logger } from 'pino'
import { every } from './every.ts'
import { leaseAllowance } from './lease-allowance.ts'
import type { PgBossEngine } from './pg-boss-engine.ts'

/** `stop` hands back what was not started and resolves when the rest is finished. */
export type Consumer = { network: string; wake: () => void; inFlight: () => string[]; stop: () => Promise<void> }

const idleMs = 250
// A fetch looks through all that waits in its queue, so that it should find more than one free slot; where connections take turns it costs the most.
const fetchLeastMs = { atWill: 20, inTurn: 60 }
const batchSize = 200

/** Takes one network's jobs into free slots, holds each to its due instant, and publishes it. Intents and job ends are written many at once. */
export function consumeQueue({
  options,
  engine,
  adapter,
  workerId,
  slots,
  log,
}: {
  options: PublishOptions
  engine: PgBossEngine
  adapter: NetworkAdapter
  workerId: string
  slots: number
  log: Logger
}): Consumer {
  const { network } = adapter
  const { db, tell } = options
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  const awaitTurn = leaseAllowance({ db, adapter, signal: stopping.signal })
  const commit = createBatcher<Claim, PublishTask | undefined>({
    maxSize: batchSize,
    maxRunning: 2,
    run: async (claims) => {
      const tasks = await commitIntents({ db, workerId, claims, rates: adapter.capabilities.rates.account })
      const byPublication = new Map(tasks.map((task) => [task.publicationId, task]))
      for (const { attemptId, attemptNo, itemNo, lateMs, ...task } of tasks)
        tell({ kind: 'attempt-started', attemptId, attemptNo, itemNo, lateMs, ...subjectOf(task) })
      return claims.map(({ publicationId }) => byPublication.get(publicationId))
    },
  })
  const finish = createBatcher<string, undefined>({
    maxSize: batchSize,
    maxRunning: 1,
    run: async (jobIds) => {
      await engine.finish({ network, jobIds: [...jobIds] })
      return jobIds.map(() => undefined)
    },
  })

  const handBack = async (jobId: string) => {
    const returned = await returnClaims({ db, workerId, jobIds: [jobId] })
    for (const row of returned) tell({ kind: 'handed-back', ...row })
  }

  const handle = async (claim: Claim) => {
    const { publicationId, postId, jobId } = claim
    try {
      if (claim.dueInMs > 0) await sleep(claim.dueInMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      await awaitTurn()
      if (stopping.signal.aborted) return await handBack(jobId)
      const task = await commit(claim)
      // What is then still this worker's is no longer due: the clock was set back.
      if (!task) await handBack(jobId)
      if (!task) return log.debug({ postId, publicationId, network }, 'not started: it was changed, or has to wait for its account')
      await publish({ task, adapter, workerId, options })
    } catch (error) {
      log.error({ err: error, postId, publicationId, network }, 'publication broke off; the rescuer takes it up')
    } finally {
      const finished = finish(jobId).catch((error: unknown) => log.warn({ err: error, jobId }, 'the job could not be closed; it expires by itself'))
      // Only then can the next of its connection be fetched.
      if (adapter.capabilities.isSerialPerConnection) await finished
      running.delete(publicationId)
      loop.wake()
    }
  }

  const loop = every({
    intervalMs: idleMs,
    leastMs: adapter.capabilities.isSerialPerConnection ? fetchLeastMs.inTurn : fetchLeastMs.atWill,
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
      // Of a connection that takes one at a time one comes at once, so that fewer than asked for does not say that no other connection has work.
      return { isMore: jobIds.length === free || adapter.capabilities.isSerialPerConnection }
    },
  })

  return {
    network,
    wake: loop.wake,
    inFlight: () => [...running.keys()],
    stop: async () => {
      stopping.abort()
      await loop.stop()
      await Promise.allSettled(running.values())
    },
  }
}
