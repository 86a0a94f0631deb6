import { randomBytes, randomUUID } from 'node:crypto'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { createNetworks } from '@flow/networks'
import { NetworkError, plainText, type Capabilities, type NetworkAdapter, type PublishInput, type Published, type Processing } from '@flow/networks/port'
import {
  beat,
  claimJobs,
  commitIntents,
  completePublications,
  createBuiltInStore,
  createChannel,
  createConnection,
  createSealer,
  createWorkspace,
  firstRound,
  newId,
  parseKeyRing,
  promoteDue,
  publish,
  rescue,
  systemContext,
  untold,
  type Claim,
  type CommittedIntents,
  type Connector,
  type Context,
  type ExecutionEngine,
  type PublishJob,
  type PublishOptions,
  type PublishTask,
} from '../../index.ts'

/** What the scripted network does with an item: a value or an error. */
export type Script = (input: PublishInput) => Published | Processing | Promise<Published | Processing>

export type PublishingBench = {
  database: Database
  ctx: Context
  engine: ExecutionEngine & { jobs: Map<string, PublishJob> }
  options: PublishOptions
  adapter: NetworkAdapter
  workerId: string
  /** Everything that is public on the scripted network, by client key, as often as it was made public. */
  out: { clientKey: string; text: string; parent: string | null }[]
  script: Script
  probe: (input: PublishInput) => Published | undefined
  capabilities: Partial<Capabilities>
  newChannel: (name?: string) => Promise<{ channelId: string; connectionId: string }>
  promote: (more?: { limit?: number; window?: number; lookAheadMs?: number; inTurn?: string[] }) => Promise<number>
  /** Takes all jobs and puts the worker's name on them. */
  claim: (workerId?: string) => Promise<Claim[]>
  commit: (claims: readonly Claim[], workerId?: string) => Promise<readonly PublishTask[]>
  /** The same where the network takes one publication of a connection at a time. */
  commitInTurn: (claims: readonly Claim[], workerId?: string) => Promise<CommittedIntents>
  /** Promotes, claims, commits and publishes all that is due. */
  work: () => Promise<void>
  rescue: (more?: { deadWorkers?: string[] }) => Promise<void>
  close: () => Promise<void>
}

/** The production verbs and SQL on a PostgreSQL of one's own, with a network and an engine that a test holds in its hand. */
export async function openPublishingBench(): Promise<PublishingBench> {
  const server: TestDatabase = await createTestDatabase()
  const database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
  const db = database.sql
  const engine = memoryEngine()
  const store = createBuiltInStore(db)
  const open = { fetch, openSocket: (url: string) => new WebSocket(url) }
  const feed = createNetworks({ baseUrls: {} }).get('feed')
  if (!feed) throw new Error('no feed')
  const out: PublishingBench['out'] = []
  const scripted: NetworkAdapter = {
    network: 'scripted',
    get capabilities() {
      return { ...scriptedCapabilities(feed.capabilities), ...bench.capabilities }
    },
    verify: async ({ credentials }) => ({ remoteId: credentials.token ?? '', handle: null, displayName: 'Scripted', url: null, expiresAt: null }),
    submit: async (input) => bench.script(input),
    check: async (input) => bench.script(input),
    probe: async (input) => bench.probe(input),
  }
  const connector: Connector = {
    networks: new Map([
      ['scripted', scripted],
      ['feed', feed],
    ]),
    oauth: new Map(),
    sealer: createSealer({ keyRing: parseKeyRing(randomBytes(32).toString('base64')), purpose: 'credentials' }),
    ...open,
    guarded: open,
    db,
  }
  const { workspaceId } = await createWorkspace({ db, name: 'Test' })
  const ctx = systemContext({ sql: db, workspaceId, publicUrl: 'http://localhost', name: 'test' })
  const workerId = newId('worker')
  await beat({ db, workerId })
  const options: PublishOptions = {
    db,
    policy: { delaysMs: [1_000], jitter: 0, giveUpAfterMs: 3_600_000 },
    connector,
    store,
    media: { read: () => Promise.reject(new Error('no media')), sign: ({ key }) => ({ url: `http://localhost/media/${key}` }) },
    publicUrl: 'http://localhost',
    tell: untold,
    complete: async (completion) => (await completePublications({ db, completions: [completion] })).has(completion.attemptId),
  }
  const publishOut: Script = ({ clientKey, item }) => {
    out.push({ clientKey, text: item.text, parent: item.parent?.remoteId ?? null })
    return { remoteId: `remote-${clientKey}`, url: `https://scripted.example/${clientKey}` }
  }
  const bench: PublishingBench = {
    database,
    ctx,
    engine,
    options,
    adapter: scripted,
    workerId,
    out,
    script: publishOut,
    probe: ({ clientKey }) => (out.some((each) => each.clientKey === clientKey) ? { remoteId: `remote-${clientKey}`, url: null } : undefined),
    capabilities: {},
    newChannel: async (name = 'Channel') => {
      const connection = await createConnection({ ctx, connector, body: { network: 'scripted', credentials: { token: randomUUID() } } })
      const channel = await createChannel({ ctx, body: { name, color: '#3B82F6', timezone: 'UTC', feedEnabled: false, connectionIds: [connection.id] } })
      return { channelId: channel.id, connectionId: connection.id }
    },
    promote: async ({ limit = 500, window = 10_000, lookAheadMs = 0, inTurn = [] } = {}) =>
      (await promoteDue({ db, engine, lookAheadMs, limit, window, inTurn, round: firstRound })).promoted,
    claim: async (by = workerId) => {
      const jobs = [...engine.jobs.values()]
      engine.jobs.clear()
      return claimJobs({ db, workerId: by, jobs })
    },
    commit: async (claims, by = workerId) => (await commitIntents({ db, workerId: by, claims, rates: scripted.capabilities.rates.account })).started,
    commitInTurn: (claims, by = workerId) => commitIntents({ db, workerId: by, claims, isInTurn: true }),
    work: async () => {
      await bench.promote()
      for (const task of await bench.commit(await bench.claim())) await publish({ task, adapter: scripted, workerId, options })
    },
    rescue: async ({ deadWorkers = [] } = {}) => {
      await rescue({ ...options, engine, workerId, inFlight: [], deadWorkers })
    },
    close: async () => {
      await database.close()
      await server.drop()
    },
  }
  return bench
}

/** As the network says when it can't be sure: the effect happened, or did not, and the answer is lost. */
export const lostAnswer = () => new NetworkError({ kind: 'outcome_unknown', message: 'The answer was lost.' })
export const refused = () => new NetworkError({ kind: 'content_rejected', message: 'No.' })
export const away = (retryAfterMs?: number) =>
  new NetworkError({ kind: 'unavailable', message: 'Away.', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })

/** Lets time pass for everything that waits, as if the clock had moved on. */
export async function passTime({ bench, seconds }: { bench: PublishingBench; seconds: number }): Promise<void> {
  const step = sql`${seconds} * interval '1 second'`
  await bench.database.sql.execute(
    sql`update publication set run_at = run_at - ${step}, next_action_at = next_action_at - ${step}, updated_at = updated_at - ${step}`,
  )
  await bench.database.sql.execute(sql`update attempt set started_at = started_at - ${step}, looked_at = looked_at - ${step}`)
}

function scriptedCapabilities(base: Capabilities): Capabilities {
  return {
    ...base,
    network: 'scripted',
    displayName: 'Scripted',
    auth: 'token',
    credentialFields: [{ name: 'token', label: 'Token', help: 'Any text at all', isSecret: true, isRequired: true, pattern: null, example: 't' }],
    text: { ...plainText, max: 100 },
    thread: { style: 'replies', maxParts: 24 },
    comment: { ...plainText, max: 100 },
    submitTimeoutMs: 5_000,
    isSubmitIdempotent: false,
  }
}

function memoryEngine(): PublishingBench['engine'] {
  const jobs = new Map<string, PublishJob>()
  const seen = new Set<string>()
  return {
    jobs,
    // As pg-boss does: an id that it has seen is ignored.
    enqueue: async ({ jobs: added }) => {
      const taken = added.filter(({ jobId }) => !seen.has(jobId))
      for (const job of taken) {
        seen.add(job.jobId)
        jobs.set(job.jobId, job)
      }
      return taken.map(({ jobId }) => jobId)
    },
    findHeld: async ({ jobIds }) => new Set(jobIds.filter((id) => jobs.has(id))),
    release: async ({ jobIds }) => {
      for (const id of jobIds) jobs.delete(id)
    },
  }
}
