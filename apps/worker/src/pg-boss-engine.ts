import type { ExecutionEngine } from '@flow/core'
import { sql, type SqlRunner } from '@flow/db'
import { PgBoss } from 'pg-boss'

export type FetchedJob = { jobId: string; queue: string }

export type PgBossEngine = ExecutionEngine & {
  start: () => Promise<void>
  fetch: (input: { network: string; slots: number }) => Promise<string[]>
  finish: (input: { network: string; jobIds: string[] }) => Promise<void>
  stop: () => Promise<void>
}

const claimAheadMs = 2_000

/** A queue a network, so that a blocked network holds nobody else's slots. */
const queueOf = (network: string) => `publish-${network}`

/** Flow's execution engine on pg-boss, in Flow's own PostgreSQL and on its own pool. */
export function createPgBossEngine({ db, networks, onError }: { db: SqlRunner; networks: Iterable<string>; onError: (error: Error) => void }): PgBossEngine {
  // pg-boss names its own columns; rows go back as they came.
  const boss = new PgBoss({ db: { executeSql: (text, values) => db.executeSql(text, values) }, schedule: false, reindex: false })
  boss.on('error', onError)
  return {
    start: async () => {
      await boss.start()
      for (const network of networks)
        await boss.createQueue(queueOf(network), { retryLimit: 0, expireInSeconds: 900, deleteAfterSeconds: 3_600, retentionSeconds: 86_400 })
    },
    enqueue: async ({ tx, jobs }) => {
      const taken: string[] = []
      for (const [network, group] of Map.groupBy(jobs, (job) => job.network)) {
        const inserted = await boss.insert(
          queueOf(network),
          group.map((job) => ({ id: job.jobId, data: { publicationId: job.publicationId }, startAfter: new Date(job.runAt.getTime() - claimAheadMs) })),
          { db: { executeSql: (text, values) => tx.executeSql(text, values) }, returnId: true },
        )
        taken.push(...(inserted ?? []))
      }
      return taken
    },
    findHeld: async ({ db: reader, jobIds }) => {
      const held = await reader.query<{ id: string }>(
        sql`select id from pgboss.job where id = any(${jobIds}::uuid[]) and state in ('created', 'retry', 'active')`,
      )
      return new Set(held.map((job) => job.id))
    },
    fetch: async ({ network, slots }) => (await boss.fetch(queueOf(network), { batchSize: slots })).map((job) => job.id),
    finish: async ({ network, jobIds }) => void (await boss.complete(queueOf(network), jobIds)),
    stop: () => boss.stop({ graceful: false, close: false }),
  }
}
