import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schemas } from '@flow/contract'
import { createSealer, parseKeyRing } from '@flow/core'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReceiver, type Receiver } from '../e2e/receiver.ts'
import { freePort, runFlow, until, type RunningFlow } from '../e2e/running-flow.ts'
import { repositoryRoot } from '../run-step.ts'
import { diagnose } from './diagnose.ts'
import type { Finding } from './finding.ts'

// A real Flow, looked at whole; then one fault after the other is planted and has to be named with its remedy.
const masterKey = randomBytes(32).toString('base64')
const sealer = createSealer({ keyRing: parseKeyRing(masterKey), purpose: 'credentials' })
let stateDir: string
let flow: RunningFlow
let worker: Awaited<ReturnType<RunningFlow['startWorker']>>
let receiver: Receiver
let database: pg.Client
let source: Record<string, string>
let webhook: Schemas['WebhookWithSecret']

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'flow-doctor-'))
  await writeFile(join(stateDir, 'master.key'), `${masterKey}\n`, { mode: 0o600 })
  receiver = await startReceiver()
  flow = await runFlow({ workers: 0, env: { FLOW_MASTER_KEY: masterKey, FLOW_STATE_DIR: stateDir, FLOW_ALLOW_PRIVATE_WEBHOOKS: 'true' } })
  worker = await flow.startWorker()
  webhook = (await flow.call('POST', '/v1/webhooks', { body: { url: receiver.url('/hook'), events: ['*'] } })).json.data as Schemas['WebhookWithSecret']
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  const [dashboard, docs, status, nothing] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  source = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: flow.databaseUrl,
    FLOW_STATE_DIR: stateDir,
    FLOW_API_PORT: new URL(flow.baseUrls[0] ?? '').port,
    FLOW_DASHBOARD_PORT: String(dashboard),
    FLOW_DOCS_PORT: String(docs),
    FLOW_WORKER_PORT: String(status),
    FLOW_POSTGRES_PORT: String(nothing),
  }
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
  receiver?.close()
  if (stateDir) await rm(stateDir, { recursive: true, force: true })
})

const look = (more: Record<string, string> = {}) => diagnose({ source: { ...source, ...more } })
const of = (findings: readonly Finding[], check: string) => findings.filter((finding) => finding.check === check)
const levels = (findings: readonly Finding[], level: Finding['level']) => findings.filter((finding) => finding.level === level)
const told = (check: string, level: Finding['level'], message: RegExp, remedy: RegExp) =>
  expect.objectContaining({ check, level, message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) })

test('a Flow that is well has no fault, and the command says so with exit code 0', async () => {
  await until('a worker is seen', async () => (await fetch(`${flow.baseUrls[0]}/readyz`)).ok)
  const findings = await look()
  expect(levels(findings, 'fault')).toEqual([])
  const checks = ['node', 'settings', 'state folder', 'disk space', 'master key', 'ports', 'database', 'extensions', 'clock', 'migrations', 'sealed values']
  const inside = ['workers', 'overdue posts', 'connections', 'webhooks', 'API versions', 'OAuth applications', 'public address']
  for (const check of [...checks, ...inside]) expect(of(findings, check), check).not.toEqual([])
  expect(of(findings, 'sealed values')).toEqual([expect.objectContaining({ level: 'good', message: '1 looked at; all open with the master key' })])
  expect(of(findings, 'ports')).toContainEqual(expect.objectContaining({ message: expect.stringContaining("Flow's api answers") }))

  const run = spawnSync(process.execPath, [join(repositoryRoot, 'packages/tooling/src/doctor/doctor.ts'), '--json'], { env: source, encoding: 'utf8' })
  const report = JSON.parse(run.stdout)
  expect([run.status, report.isHealthy, report.faults], run.stdout).toEqual([0, true, 0])
  for (const secret of [masterKey, flow.apiKey, webhook.secret, new URL(flow.databaseUrl).password].filter((each) => each !== ''))
    expect(run.stdout).not.toContain(secret)
})

test('settings that are wrong are named, each', async () => {
  const findings = await look({ FLOW_PLAN: 'lake', FLOW_WORKER_SLOTS: '0', S3_BUCKET: 'media', FLOW_NETWORK_BASE_URL_DISCORD: 'nowhere' })
  for (const setting of [/^FLOW_PLAN/, /^FLOW_WORKER_SLOTS/]) expect(findings).toContainEqual(told('settings', 'fault', setting, /Correct or remove/))
  expect(await look({ S3_BUCKET: 'media' })).toContainEqual(told('settings', 'fault', /^S3_REGION/, /Correct or remove/))
  expect(await look({ FLOW_API_PORT: 'door' })).toContainEqual(told('settings', 'fault', /FLOW_API_PORT.*"door"/, /Correct or remove/))
  expect(await look({ DATABASE_URL: 'mysql://nowhere' })).toContainEqual(told('settings', 'fault', /^DATABASE_URL/, /Correct or remove/))
})

test('a master key that others can read, and one that opens nothing', async () => {
  await chmod(join(stateDir, 'master.key'), 0o644)
  expect(await look()).toContainEqual(told('master key', 'fault', /mode 644/, /^chmod 600 /))
  await chmod(join(stateDir, 'master.key'), 0o600)
  const findings = await look({ FLOW_MASTER_KEY: randomBytes(32).toString('base64') })
  expect(findings).toContainEqual(told('sealed values', 'fault', /^1 of 1 sealed values do not open/, /Put back the master key/))
  expect(await look({ FLOW_MASTER_KEY: 'short' })).toContainEqual(told('master key', 'fault', /32 random bytes/, /openssl rand/))
})

test('a database that is away, is another or refuses the password', async () => {
  const away = new URL(flow.databaseUrl)
  away.port = source['FLOW_POSTGRES_PORT'] ?? ''
  const findings = await look({ DATABASE_URL: away.href })
  expect(findings).toContainEqual(told('database', 'fault', /ECONNREFUSED/, /Start PostgreSQL/))
  expect(levels(findings, 'skipped')).toHaveLength(1)
  const other = new URL(flow.databaseUrl)
  other.pathname = '/no_such_database'
  expect(await look({ DATABASE_URL: other.href })).toContainEqual(told('database', 'fault', /3D000/, /no such database/))
})

test('migrations that are pending, and a database that is newer', async () => {
  const [last] = (await database.query('select * from _prisma_migrations order by migration_name desc limit 1')).rows
  await database.query('update _prisma_migrations set migration_name = $1 where id = $2', ['20991231000000_from_the_future', last.id])
  const findings = await look()
  expect(findings).toContainEqual(told('migrations', 'fault', /20991231000000_from_the_future/, /Upgrade Flow/))
  expect(findings).toContainEqual(told('migrations', 'warning', new RegExp(last.migration_name), /Start Flow/))
  await database.query('update _prisma_migrations set migration_name = $1 where id = $2', [last.migration_name, last.id])
})

test('a port that another program has', async () => {
  const squatter = createServer((_request, response) => response.end('not Flow'))
  await new Promise<void>((resolve) => squatter.listen(Number(source['FLOW_DASHBOARD_PORT']), '127.0.0.1', resolve))
  expect(await look()).toContainEqual(told('ports', 'fault', /meant for the dashboard/, /FLOW_DASHBOARD_PORT/))
  squatter.closeAllConnections()
  await new Promise((resolve) => squatter.close(resolve))
})

test('a state folder that can’t be, a store and a Redis that are away', async () => {
  // Below a file there is no folder, whoever asks.
  const findings = await look({ FLOW_STATE_DIR: join(stateDir, 'master.key', 'below') })
  expect(findings).toContainEqual(told('state folder', 'warning', /is not there yet/, /FLOW_STATE_DIR/))
  const port = await freePort()
  const s3 = {
    S3_BUCKET: 'media',
    S3_REGION: 'us-east-1',
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'a-secret-of-s3',
  }
  const stores = await look({ ...s3, REDIS_URL: `redis://127.0.0.1:${port}` })
  expect(stores).toContainEqual(told('S3', 'fault', /the bucket media can't be used/, /S3_ENDPOINT/))
  expect(stores).toContainEqual(told('Redis', 'warning', /does not answer/, /remove REDIS_URL/))
  expect(JSON.stringify(stores)).not.toContain('a-secret-of-s3')
})

test('connections that have expired or soon do, webhooks that are turned off, networks that need more', async () => {
  const insert = async (network: string, more: string) => {
    const id = `conn_of_${network}`
    await database.query(
      `insert into connection (id, workspace_id, mode, network, name, remote_id, remote_name, credentials, last_verified_at, status, reason_code, reason_message, expires_at)
       select $1, id, 'live', $2, 'Of ' || $2, $2, $2, $3, now(), ${more} from workspace`,
      [id, network, sealer.seal({ text: '{}', boundTo: id })],
    )
  }
  await insert('mastodon', `'expired', 'credentials_expired', 'Ended.', null`)
  await insert('linkedin', `'active', null, null, now() + interval '3 days'`)
  await insert('threads', `'active', null, null, now() + interval '8 days'`)
  await database.query(`update webhook set active = false, disabled_reason = 'For five days the endpoint took nothing.' where id = $1`, [webhook.id])
  const findings = await look()
  expect(of(findings, 'connections').map(({ message }) => /^(\w+) "Of \w+" \(conn_\w+\) (expires|has expired)/.exec(message)?.slice(1))).toEqual([
    ['linkedin', 'expires'],
    ['mastodon', 'has expired'],
  ])
  expect(findings).toContainEqual(told('webhooks', 'warning', new RegExp(`${webhook.id} at 127.0.0.1:\\d+ is turned off`), /"active": true/))
  expect(findings).toContainEqual(told('OAuth applications', 'fault', /Threads has connections and no OAuth/, /FLOW_OAUTH_THREADS_CLIENT_ID/))
  expect(findings).toContainEqual(told('public address', 'warning', /Threads fetch media/, /FLOW_PUBLIC_URL/))
  const inTwoYears = await diagnose({ source, now: new Date(Date.now() + 2 * 365 * 86_400_000) })
  expect(inTwoYears).toContainEqual(told('API versions', 'fault', /LinkedIn's API ended on/, /FLOW_NETWORK_API_VERSION_LINKEDIN/))
})

test('no worker, and posts that lie about: exit code 1, with a remedy each', async () => {
  const { id } = (await flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, content: 'Late', scheduledFor: '2099-01-01T00:00:00Z' } })).json
    .data as Schemas['Post']
  await worker.terminate()
  await database.query(`update publication set run_at = now() - interval '5 minutes' where post_id = $1`, [id])
  const run = spawnSync(process.execPath, [join(repositoryRoot, 'packages/tooling/src/doctor/doctor.ts')], { env: source, encoding: 'utf8' })
  expect(run.status).toBe(1)
  expect(run.stdout).toMatch(/✗ workers: no worker was seen in the last 10 s.*\n {4}→ Start Flow/)
  expect(run.stdout).toMatch(/✗ overdue posts: 1 publications are past due by a minute.*\n {4}→ Start a worker/)
})
