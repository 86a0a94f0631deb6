import { randomBytes } from 'node:crypto'
import { availableParallelism, cpus } from 'node:os'
import { withBenchFlow } from './bench-flow.ts'
import { connectAccounts } from './publish/connect-accounts.ts'
import { fillBacklog } from './publish/fill-backlog.ts'
import { measureRun, type Run, type Stage } from './publish/measure-run.ts'
import { runClaimFloor } from './publish/run-claim-floor.ts'
import { runHttpFloor, type HttpFloor } from './publish/run-http-floor.ts'
import { startBenchWorker } from './publish/start-bench-worker.ts'
import { startFakeNetwork } from './publish/start-fake-network.ts'

const latencyMs = 50
// A client keeps 16 connections to a server at most, so that there are enough servers for all slots.
const servers = 64
const accounts = 2_048
const slotCounts = [256, 512]
const backlogSize = 1_000_000
const [few, many] = [1_000, 20_000]

/** From a due row in PostgreSQL to the network's answer in it, with real processes; and what a bare client and a bare claim manage in the same run. `million`: with a million posts around. */
export async function benchPublish(only = ''): Promise<void> {
  const isLarge = only === 'million'
  const env = {
    FLOW_MASTER_KEY: randomBytes(32).toString('base64'),
    FLOW_ALLOW_PRIVATE_NETWORKS: 'true',
    FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true',
  }
  const fake = await startFakeNetwork({ latencyMs, ports: servers })
  const step = (text: string) => process.stderr.write(`${text}${' '.repeat(40)}\r`)
  try {
    await withBenchFlow({ env }, async ({ flow, client, workspaceId, stateDir }) => {
      step(`connecting ${accounts} accounts`)
      const connectionIds = await connectAccounts({ flow, origins: fake.origins, count: accounts })
      if (isLarge) {
        const onProgress = (made: number) => step(`${made.toLocaleString('en')} posts`)
        await fillBacklog({ client, workspaceId, channelId: flow.channelId, connectionIds, total: backlogSize, onProgress })
      }
      step('claiming without an engine')
      const claimedPerSecond = await runClaimFloor({ client, channelId: flow.channelId, connectionIds, count: many })
      console.log(
        `${cpus()[0]?.model ?? 'processor unknown'}, ${availableParallelism()} cores, Node ${process.versions.node}; the network (${latencyMs} ms), PostgreSQL and the worker share them. Backlog: ${isLarge ? `${backlogSize.toLocaleString('en')} posts` : 'none'}.`,
      )
      console.log(`A bare SKIP LOCKED loop claims ${claimedPerSecond.toFixed(0)} rows/s.\n`)
      console.log(
        '| run | share of slots / latency | of the bare client’s | late p50 ms | late p99 ms | promoter rows/s (of the bare loop’s) | PostgreSQL µs a post | Node µs a post | WAL kB a post | worker MB |',
      )
      console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
      for (const slots of slotCounts) {
        step(`a bare client with ${slots} slots`)
        const floor = await runHttpFloor({ slots, total: many, origins: fake.origins })
        printFloor({ slots, floor })
        const worker = await startBenchWorker({ env: { ...env, DATABASE_URL: flow.databaseUrl, FLOW_STATE_DIR: stateDir }, slots })
        const stage: Stage = { flow, client, fake, connectionIds, worker }
        const measure = async ({ name, count, overMs }: { name: string; count: number; overMs: number }) => {
          step(`${name}, ${slots} slots`)
          const run = await measureRun({ stage, run: `${slots}${name.replace(/\W/g, '')}`, count, overMs })
          printRun({ name: `${name}, ${slots} slots`, run, count, slots, floor, claimedPerSecond })
        }
        try {
          await measure({ name: 'warm-up', count: few, overMs: 0 })
          await measure({ name: `${few.toLocaleString('en')} in one second`, count: few, overMs: 1_000 })
          await measure({ name: `${many.toLocaleString('en')} at one instant`, count: many, overMs: 0 })
          if (slots !== slotCounts.at(-1)) continue
          const webhook = { url: `${fake.origins[0]}/events`, events: ['*'] }
          const answer = await flow.call('POST', '/v1/webhooks', { body: webhook })
          if (answer.status !== 201) throw new Error(answer.text)
          await measure({ name: `${many.toLocaleString('en')} at one instant, a webhook told of each`, count: many, overMs: 0 })
        } finally {
          await worker.stop()
        }
      }
    })
  } finally {
    fake.stop()
  }
}

const idealMs = ({ count, slots }: { count: number; slots: number }) => (count * latencyMs) / slots

function printFloor({ slots, floor }: { slots: number; floor: HttpFloor }): void {
  const share = idealMs({ count: many, slots }) / floor.tookMs
  console.log(`| bare client, ${slots} slots | ${share.toFixed(2)} | 1 | | | | | ${floor.cpuUs.toFixed(0)} | | |`)
}

function printRun({
  name,
  run,
  count,
  slots,
  floor,
  claimedPerSecond,
}: {
  name: string
  run: Run
  count: number
  slots: number
  floor: HttpFloor
  claimedPerSecond: number
}): void {
  const isBurst = count === many
  const share = idealMs({ count, slots }) / (run.tookMs + latencyMs)
  const ofFloor = share / (idealMs({ count: many, slots }) / floor.tookMs)
  const promoter = `${run.promotedPerSecond.toFixed(0)} (${(run.promotedPerSecond / claimedPerSecond).toFixed(2)})`
  const rates = isBurst ? [share.toFixed(2), ofFloor.toFixed(2)] : ['', '']
  const costs = [run.postgresUs.toFixed(0), run.nodeUs.toFixed(0), (run.walBytes / 1_000).toFixed(1), run.peakMemoryMb.toFixed(0)]
  console.log(`| ${[name, ...rates, run.p50Ms.toFixed(0), run.p99Ms.toFixed(0), isBurst ? promoter : '', ...costs].join(' | ')} |`)
}
