import { setTimeout as sleep } from 'node:timers/promises'
import { claimJobs, commitIntents, createBatcher, publish, returnClaims, subjectOf, type Claim, type PublishOptions, type PublishTask } from '@flow/core'
import type { NetworkAdapter } from '@flow/networks'
import type { Logger } from 'pino'
import { createTurns } from './create-turns.ts'
import { every } from './every.ts'
import { leaseAllowance } from './lease-allowance.ts'
import type { PgBossEngine } from './pg-boss-engine.ts'

/** `stop` hands back what was not started and resolves when the rest is finished. */
export type Consumer = { network: string; wake: () => void; inFlight: () => string[]; stop: () => Promise<void> }

// The promoter wakes those whose networks have work; this is for what it has not seen.
const idleMs = 2_000
// A fetch costs much the same for one job as for many, so that it should find more than one free slot.
const fetchLeastMs = 20
const batchSize = 200
// What waits in this process for its connection's turn takes no slot; so many times the slots it holds at most.
const heldPerSlot = 4
const outOfTurnMs = { first: 50, most: 1_000, inAll: 10_000 }
const outOfTurn = Symbol('out of turn')

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

  const isInTurn = adapter.capabilities.isSerialPerConnection
  const turns = createTurns()
  let outOfTurnCount = 0
  const awaitAllowance = leaseAllowance({ db, adapter, signal: stopping.signal })
  const commit = createBatcher<Claim, PublishTask | typeof outOfTurn | undefined>({
    maxSize: batchSize,
    run: async (claims) => {
      const committed = await commitIntents({ db, workerId, claims, rates: adapter.capabilities.rates.account, isInTurn })
      const byPublication = new Map(committed.started.map((task) => [task.publicationId, task]))
      for (const { attemptId, attemptNo, itemNo, lateMs, ...task } of committed.started)
        tell({ kind: 'attempt-started', attemptId, attemptNo, itemNo, lateMs, ...subjectOf(task) })
      return claims.map(({ publicationId }) => (committed.outOfTurn.has(publicationId) ? outOfTurn : byPublication.get(publicationId)))
    },
  })
  // Another worker may have its connection's turn. Where that keeps it, this claim goes back and comes to whoever is free.
  const commitInTurn = async (claim: Claim): Promise<PublishTask | undefined> => {
    const since = performance.now()
    for (let waitMs = outOfTurnMs.first; ; waitMs = Math.min(waitMs * 2, outOfTurnMs.most)) {
      const task = await commit(claim)
      if (task !== outOfTurn) return task
      if (stopping.signal.aborted || performance.now() - since > outOfTurnMs.inAll) return undefined
      outOfTurnCount += 1
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      outOfTurnCount -= 1
    }
  }
  const finish = createBatcher<string, undefined>({
    maxSize: batchSize,
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
    const { publicationId, postId, connectionId, jobId } = claim
    let endTurn = () => {}
    try {
      if (claim.dueInMs > 0) await sleep(claim.dueInMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (isInTurn) endTurn = await turns.take(connectionId)
      await awaitAllowance()
      if (stopping.signal.aborted) return await handBack(jobId)
      const task = await commitInTurn(claim)
      // What is then still this worker's is out of turn, or no longer due, since the clock was set back.
      if (!task) await handBack(jobId)
      if (!task) return log.debug({ postId, publicationId, network }, 'not started: it was changed, or has to wait for its account')
      await publish({ task, adapter, workerId, options })
    } catch (error) {
      log.error({ err: error, postId, publicationId, network }, 'publication broke off; the rescuer takes it up')
    } finally {
      endTurn()
      finish(jobId).catch((error: unknown) => log.warn({ err: error, jobId }, 'the job could not be closed; it expires by itself'))
      running.delete(publicationId)
      loop.wake()
    }
  }

  const loop = every({
    intervalMs: idleMs,
    leastMs: fetchLeastMs,
    onError: (error) => log.error({ err: error, network }, 'fetching jobs failed; it goes on'),
    work: async () => {
      const inWork = running.size - turns.waiting() - outOfTurnCount
      const free = Math.min(slots - inWork, slots * heldPerSlot - running.size)
      if (free <= 0) return undefined
      // Few sizes, since each is a statement of its own that PostgreSQL plans once.
      const wanted = 2 ** Math.floor(Math.log2(free))
      const jobs = await engine.fetch({ network, slots: wanted })
      if (jobs.length === 0) return undefined
      const claims = await claimJobs({ db, workerId, jobs })
      for (const claim of claims) running.set(claim.publicationId, handle(claim))
      const claimed = new Set(claims.map((claim) => claim.jobId))
      const stale = jobs.map(({ jobId }) => jobId).filter((jobId) => !claimed.has(jobId))
      if (stale.length > 0) await engine.finish({ network, jobIds: stale })
      return { isMore: jobs.length === wanted }
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
