import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { quantile } from '../load.ts'
import type { RunningFlow } from '../../e2e/running-flow.ts'
import { insertDue } from './insert-due.ts'
import { peakMemoryMb, readCosts } from './read-costs.ts'
import type { FakeNetwork } from './start-fake-network.ts'
import type { BenchWorker } from './start-bench-worker.ts'

export type Run = {
  /** From the first due instant until the last post had come to the network. */
  tookMs: number
  p50Ms: number
  p99Ms: number
  postgresUs: number
  nodeUs: number
  walBytes: number
  peakMemoryMb: number
  /** How many a second the promoter handed over before any was due. */
  promotedPerSecond: number
}

export type Stage = { flow: RunningFlow; client: pg.Client; fake: FakeNetwork; connectionIds: readonly string[]; worker: BenchWorker }

const patienceMs = 180_000
// The promoter looks three seconds ahead; nothing may be due to it before all stands.
const marginMs = 5_000

/** Has so many posts fall due, at one instant or spread evenly over `overMs`, and measures when each reached the network and what that cost. */
export async function measureRun({ stage, run, count, overMs }: { stage: Stage; run: string; count: number; overMs: number }): Promise<Run> {
  const { flow, client, fake, connectionIds, worker } = stage
  const firstAt = Date.now() + marginMs + 3_000 + count * 0.6
  const spacingMs = overMs / count
  await insertDue({ client, channelId: flow.channelId, connectionIds, run, count, firstAt, spacingMs })
  await client.query('vacuum analyze post, publication')
  if (Date.now() > firstAt - marginMs) throw new Error(`inserting ${count} posts took so long that they would be late; the machine is too busy to measure`)
  await sleep(firstAt - marginMs - Date.now())
  await fake.takeArrivals()
  const before = await readCosts({ client, workerPid: worker.pid })
  await sleep(firstAt - Date.now())
  const deadline = performance.now() + patienceMs
  for (;;) {
    await sleep(100)
    if ((await fake.count()) >= count) break
    if (performance.now() > deadline) throw new Error(`only ${await fake.count()} of ${count} posts went out within ${patienceMs / 1_000} s`)
  }
  while ((await openOf({ client, run })) > 0) await sleep(100)
  const after = await readCosts({ client, workerPid: worker.pid })
  const arrivals = await fake.takeArrivals()
  if (arrivals.length !== count || new Set(arrivals.map(([id]) => id)).size !== count)
    throw new Error(`${arrivals.length} posts came, not each of ${count} once`)
  const lateness = arrivals.map(([id, at]) => at - (firstAt + Number(id.split('_').at(-1)) * spacingMs)).sort((a, b) => a - b)
  const perPost = (used: number) => used / count
  return {
    tookMs: Math.max(...arrivals.map(([, at]) => at)) - firstAt,
    p50Ms: quantile(lateness, 0.5),
    p99Ms: quantile(lateness, 0.99),
    postgresUs: perPost((after.postgresMs - before.postgresMs) * 1_000),
    nodeUs: perPost((after.nodeMs - before.nodeMs) * 1_000),
    walBytes: perPost(after.walBytes - before.walBytes),
    peakMemoryMb: peakMemoryMb(worker.pid),
    promotedPerSecond: await promotedPerSecond({ client, run, firstAt }),
  }
}

async function openOf({ client, run }: { client: pg.Client; run: string }): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int from publication where status in ('scheduled', 'retrying', 'dispatching', 'sending', 'unknown') and starts_with(id, $1)",
    [`pub_${run}_`],
  )
  return rows[0]?.count ?? 0
}

/** By the engine's own rows; those of one hand-over bear the same time, so the first of them only starts the clock. */
async function promotedPerSecond({ client, run, firstAt }: { client: pg.Client; run: string; firstAt: number }): Promise<number> {
  const { rows } = await client.query<{ at: Date; count: number }>(
    `select created_on as at, count(*)::int from pgboss.job where starts_with(data ->> 'publicationId', $1) and created_on < to_timestamp($2::float8 / 1000) group by 1 order by 1`,
    [`pub_${run}_`, firstAt - 500],
  )
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || first === last) return Number.NaN
  const count = rows.slice(1).reduce((sum, row) => sum + row.count, 0)
  return (count / (last.at.getTime() - first.at.getTime())) * 1_000
}
