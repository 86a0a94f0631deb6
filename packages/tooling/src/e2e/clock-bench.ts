import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schemas } from '@flow/contract'
import { startEmbeddedPostgres } from '@flow/db/embedded'
import { startSimulator, type Simulator } from '@flow/simulator'
import pg from 'pg'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { freePort, runFlow, type RunningFlow } from './running-flow.ts'
import { seats } from './simulator-seats.ts'

/** One post on one connection, as Flow's rows have it. `lateMs`: how long after its schedule it came out. */
export type Row = { content: string; network: string; status: string; attempts: number; lateMs: number | null; reason: string | null; isHeld: boolean }

export type ClockBench = {
  /** By which PostgreSQL, the API and the workers go. */
  clock: FakeClock
  /** Of nobody yet. */
  otherClock: FakeClock
  flow: RunningFlow
  database: pg.Client
  /** Makes channels that each publish to their feed and to one account at the simulated Telegram. */
  openChannels: (input: { name: string; count: number }) => Promise<string[]>
  /** Schedules a post for each time, from channel to channel in turn. */
  schedule: (input: { name: string; channels: readonly string[]; times: readonly (number | string)[]; apiKey?: string }) => Promise<void>
  rows: (name: string) => Promise<Row[]>
  /** How often each text that begins so is public: in feeds and sandboxes by Flow's rows, at Telegram by the simulator's word. */
  timesOut: (name: string) => Promise<{ entries: Map<string, number>; telegram: Map<string, number> }>
  /** What the apps have logged, each line as it was written. */
  lines: () => Record<string, unknown>[]
  stop: () => Promise<void>
}

/** A Flow without workers, on a PostgreSQL of its own, all in the time zone of Berlin and by a clock that can be moved. */
export async function startClockBench({ library }: { library: string }): Promise<ClockBench> {
  const stateDir = await mkdtemp(join(tmpdir(), 'flow-clock-'))
  const [clock, otherClock, simulator] = await Promise.all([createFakeClock({ library }), createFakeClock({ library }), startSimulator({ seed: 3 })])
  const server = await startEmbeddedPostgres({
    stateDir,
    port: await freePort(),
    settings: { fsync: 'off', timezone: zone },
    environment: { ...clock.env, TZ: zone },
    onProgress: () => undefined,
  })
  const flow = await runFlow({
    workers: 0,
    serverUrl: server.url,
    isLogKept: true,
    env: { ...clock.env, TZ: zone, FLOW_NETWORK_BASE_URL_TELEGRAM: simulator.baseUrlOf('telegram') },
  })
  const database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  return {
    clock,
    otherClock,
    flow,
    database,
    openChannels: ({ name, count }) => Promise.all(Array.from({ length: count }, (_, index) => openChannel({ flow, simulator, name: `${name}-${index}` }))),
    schedule: async ({ name, channels, times, apiKey }) => {
      const posts = times.map((time, index) => ({
        channelId: channels[index % channels.length],
        content: `${name} ${index}`,
        scheduledFor: typeof time === 'string' ? time : new Date(time).toISOString(),
      }))
      const made = await flow.call('POST', '/v1/posts/batch', { body: { posts, atomic: true }, ...(apiKey ? { apiKey } : {}) })
      if (made.status >= 300) throw new Error(made.text)
    },
    rows: async (name) => {
      const { rows } = await database.query<Row>(
        `select post.content, p.network, p.status, p.attempt_count as attempts, p.reason_code as reason, p.worker_id is not null as "isHeld",
           (extract(epoch from p.published_at - post.scheduled_for) * 1000)::float8 as "lateMs"
         from publication p join post on post.id = p.post_id where starts_with(post.content, $1) order by post.scheduled_for, post.content, p.network`,
        [name],
      )
      return rows
    },
    timesOut: async (name) => {
      const { rows } = await database.query<{ content: string }>('select content from built_in_entry where starts_with(content, $1)', [name])
      const published = simulator.published({ network: 'telegram' }).filter(({ text }) => text.startsWith(name))
      return { entries: countEach(rows.map(({ content }) => content)), telegram: countEach(published.map(({ text }) => text)) }
    },
    lines: () =>
      flow
        .log()
        .split('\n')
        .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : [])),
    stop: async () => {
      await database.end()
      await flow.stop()
      await server.stop()
      await simulator.stop()
      await Promise.all([clock.remove(), otherClock.remove(), rm(stateDir, { recursive: true, force: true })])
    },
  }
}

const zone = 'Europe/Berlin'

async function openChannel({ flow, simulator, name }: { flow: RunningFlow; simulator: Simulator; name: string }): Promise<string> {
  const seat = seats['telegram']
  if (!seat) throw new Error('there is no seat at Telegram')
  const { credentials } = seat.account({ name, baseUrl: simulator.baseUrlOf('telegram') })
  const connected = await flow.call('POST', '/v1/connections', { body: { network: 'telegram', credentials } })
  if (connected.status !== 201) throw new Error(connected.text)
  // The caller held both answers against the spec.
  const { id } = connected.json.data as Schemas['Connection']
  const channel = await flow.call('POST', '/v1/channels', { body: { name, timezone: zone, connectionIds: [id] } })
  return (channel.json.data as Schemas['Channel']).id
}

function countEach(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
