import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase } from '@flow/db/testing'
import { repositoryRoot } from '../run-step.ts'
import { startSpecProxies } from '../spec/start-spec-proxies.ts'
import { createCaller, type Caller } from './caller.ts'

export type RunningFlow = {
  /** Where callers reach the APIs: through the proxy that holds every answer against the spec, unless it was left out. */
  baseUrls: string[]
  /** The APIs themselves, for what a proxy would hide: the handling of single connections. */
  directUrls: string[]
  apiKey: string
  channelId: string
  databaseUrl: string
  dashboardUrl: string
  /** The token of the owner's one-time link. */
  setupToken: string
  call: Caller
  apiPids: () => number[]
  /** What the apps have logged, where `isLogKept`. */
  log: () => string
  /** Ends one of the API processes as a crash does, and starts it again on its port. */
  killApi: (index: number) => Promise<void>
  startApi: (index: number) => Promise<void>
  /** Starts one more worker; `kill` ends it as a crash does, `terminate` asks it to end and answers its exit code. */
  startWorker: (more?: Record<string, string>) => Promise<{ kill: () => Promise<void>; terminate: () => Promise<number | null> }>
  stop: () => Promise<void>
}

/** Real API and worker processes on a database of their own. `stop` throws where an answer was outside the spec. */
export async function runFlow({
  apis = 1,
  workers = 1,
  env: settings = {},
  isLogKept = false,
  isHeldToSpec = true,
  serverUrl,
}: {
  apis?: number
  workers?: number
  /** The PostgreSQL to make a database on, in place of the test run's own. */
  serverUrl?: string
  /** Settings besides what a test's Flow needs. */
  env?: Record<string, string>
  isLogKept?: boolean
  /** False where a proxy would be in the way; the reason is said there. */
  isHeldToSpec?: boolean
} = {}): Promise<RunningFlow> {
  const database = await createTestDatabase(serverUrl === undefined ? {} : { serverUrl })
  const stateDir = await mkdtemp(join(tmpdir(), 'flow-e2e-'))
  const ports = await Promise.all(Array.from({ length: apis }, freePort))
  const publicPorts = isHeldToSpec ? await Promise.all(ports.map(freePort)) : ports
  const dashboardUrl = `http://localhost:${await freePort()}`
  const env = {
    DATABASE_URL: database.url,
    FLOW_PUBLIC_URL: `http://localhost:${publicPorts[0]}`,
    FLOW_DASHBOARD_URL: dashboardUrl,
    FLOW_MASTER_KEY: randomBytes(32).toString('base64'),
    FLOW_STATE_DIR: stateDir,
    FLOW_LOG_LEVEL: isLogKept ? 'debug' : 'warn',
    // Tests ask more often than a plan allows; those of the limits set their own.
    FLOW_RATE_LIMIT_GENERAL: '100000',
    FLOW_RATE_LIMIT_ADDRESS: '9000000',
    FLOW_RATE_LIMIT_API_KEYS: '1000',
    FLOW_RATE_LIMIT_WEBHOOKS: '1000',
    ...settings,
  }
  const children: ChildProcess[] = []
  let log = ''
  const start = (name: string, more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main(name)], {
      env: { ...process.env, ...env, ...more },
      stdio: ['ignore', isLogKept ? 'pipe' : 'ignore', 'inherit'],
    })
    // By whole lines, so that those of several processes do not run into each other.
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => (log += `${line}\n`))
    children.push(child)
    return child
  }
  // All at once, so that they meet over the migrations.
  const startApi = (port: number | undefined) => start('api', { FLOW_API_PORT: String(port) })
  const apiChildren = ports.map(startApi)
  for (let index = 0; index < workers; index++) start('worker')
  const proxies = isHeldToSpec ? await startSpecProxies(ports.map((upstreamPort, index) => ({ port: publicPorts[index] ?? 0, upstreamPort }))) : undefined
  const prepared = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(repositoryRoot, 'apps/api/src/setup/prepare.ts')], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (prepared.status !== 0) throw new Error(prepared.stderr)
  // prepare.ts prints exactly this.
  const { apiKey, channelId, setupToken } = JSON.parse(prepared.stdout) as { apiKey: string; channelId: string; setupToken: string }
  const [baseUrls, directUrls] = [publicPorts, ports].map((list) => list.map((port) => `http://127.0.0.1:${port}`)) as [string[], string[]]
  for (const baseUrl of baseUrls) await answers(`${baseUrl}/${workers > 0 ? 'readyz' : 'healthz'}`)

  return {
    baseUrls,
    directUrls,
    apiKey,
    channelId,
    databaseUrl: database.url,
    dashboardUrl,
    setupToken,
    log: () => log,
    apiPids: () => apiChildren.flatMap((child) => child.pid ?? []),
    call: createCaller({ baseUrl: baseUrls[0] ?? '', apiKey }),
    killApi: async (index) => {
      const child = apiChildren[index]
      if (child) await end(child, 'SIGKILL')
    },
    startApi: async (index) => {
      apiChildren[index] = startApi(ports[index])
      await answers(`${baseUrls[index]}/healthz`)
    },
    startWorker: async (more = {}) => {
      const child = start('worker', more)
      return {
        kill: () => end(child, 'SIGKILL'),
        terminate: async () => {
          await end(child, 'SIGTERM')
          return child.exitCode
        },
      }
    },
    stop: async () => {
      await Promise.all(children.map((child) => end(child, 'SIGTERM')))
      await database.drop()
      await rm(stateDir, { recursive: true, force: true })
      const { violations } = (await proxies?.stop()) ?? { violations: [] }
      if (violations.length > 0) throw new Error(`${violations.length} answers outside the spec:\n${violations.join('\n')}`)
    },
  }
}

const answers = (url: string) =>
  until(`${url} answers`, () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    ),
  )

/** Waits for something to hold; throws naming it when it does not in time. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 45_000): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`within ${patienceMs / 1000} s it did not hold that ${what}`)
    await sleep(50)
  }
}

const main = (name: string) => join(repositoryRoot, 'apps', name, 'src', 'main.ts')

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await exited
}

/** Below the ports that outgoing connections take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 9_000)
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}
