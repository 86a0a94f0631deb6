import type { ExecutionEngine, FetchedJob } from '@flow/core'
import { sql, type SqlRunner } from '@flow/db'
import type { NetworkAdapter } from '@flow/networks'
import { PgBoss } from 'pg-boss'

export type PgBossEngine = ExecutionEngine & {
  start: () => Promise<void>
  fetch: (input: { network: string; slots: number }) => Promise<FetchedJob[]>
  finish: (input: { network: string; jobIds: string[] }) => Promise<void>
  stop: () => Promise<void>
}

const claimAheadMs = 2_000
const lowestTurn = 1_000
// Who fetched a job puts its name on the publication at once; who has not done so in this time died between the two.
const claimWithinMs = 10_000

/** Flow's execution engine on pg-boss, in Flow's own PostgreSQL and on its own pool. A queue a network, so that a blocked network holds nobody else's slots. */
export function createPgBossEngine({
  db,
  adapters,
  onError,
}: {
  db: SqlRunner
  adapters: readonly NetworkAdapter[]
  onError: (error: Error) => void
}): PgBossEngine {
  // pg-boss names its own columns; rows go back as they came.
  const boss = new PgBoss({ db: { executeSql: (text, values) => db.executeSql(text, values) }, schedule: false, reindex: false })
  boss.on('error', onError)
  const queueOf = (network: string) => `publish-${network}`
  return {
    start: async () => {
      await boss.start()
      for (const { network } of adapters) {
        await boss.createQueue(queueOf(network), {
          policy: 'standard',
          retryLimit: 0,
          expireInSeconds: 900,
          deleteAfterSeconds: 3_600,
          retentionSeconds: 86_400,
        })
        // Where the engine kept the turns of connections itself; what still lies in it is handed over anew.
        await boss.deleteQueue(`publish-${network}-in-turn`)
      }
    },
    enqueue: async ({ tx, jobs }) => {
      const taken: string[] = []
      for (const [network, group] of Map.groupBy(jobs, (job) => job.network)) {
        const inserted = await boss.insert(
          queueOf(network),
          group.map(({ jobId, publicationId, runAt, turn }) => ({
            id: jobId,
            data: { publicationId },
            // The first of a workspace passes the many of another that were handed over before it.
            priority: -Math.min(turn, lowestTurn),
            startAfter: new Date(runAt.getTime() - claimAheadMs),
          })),
          { db: { executeSql: (text, values) => tx.executeSql(text, values) }, returnId: true },
        )
        taken.push(...(inserted ?? []))
      }
      return taken
    },
    findHeld: async ({ db: reader, jobIds }) => {
      const held = await reader.query<{ id: string }>(
        sql`select id from pgboss.job where id = any(${jobIds}::uuid[]) and (state in ('created', 'retry')
          or (state = 'active' and abs(extract(epoch from now() - started_on)) * 1000 < ${claimWithinMs}))`,
      )
      return new Set(held.map((job) => job.id))
    },
    fetch: async ({ network, slots }) => {
      const jobs = await boss.fetch<{ publicationId: string }>(queueOf(network), { batchSize: slots })
      return jobs.map(({ id, data }) => ({ jobId: id, publicationId: data.publicationId }))
    },
    finish: async ({ network, jobIds }) => void (await boss.complete(queueOf(network), jobIds)),
    release: async ({ network, jobIds }) => {
      if (jobIds.length > 0) await boss.complete(queueOf(network), jobIds, undefined, { includeQueued: true })
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  }
}
