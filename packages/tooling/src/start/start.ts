import { assertPortFree, startEmbeddedPostgres } from '@flow/db/embedded'
import { buildSites } from '../build-sites.ts'
import { awaitReady } from './await-ready.ts'
import { banner } from './banner.ts'
import { readStartEnv, type StartEnv } from './env.ts'
import { findFeedUrl } from './find-feed-url.ts'
import { prepare } from './prepare.ts'
import { runApp, type App } from './run-app.ts'
import { obtainMasterKey, writeQuickStart } from './state-folder.ts'

const say = (message: string) => console.log(`  ${message}`)
const stops: (() => Promise<void>)[] = []
let isStopping = false

async function stopAll(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  for (const stop of stops.reverse()) await stop().catch((error: Error) => console.error(error.message))
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!isStopping) console.log('\nStopping: posts in work are finished first.')
    void stopAll(0)
  })
}

try {
  await start(readStartEnv())
} catch (error) {
  console.error(`\nFlow did not start: ${error instanceof Error ? error.message : String(error)}`)
  await stopAll(1)
}

async function start(env: StartEnv): Promise<void> {
  const started = performance.now()
  console.log('Flow is starting.')
  const { stateDir, ports, urls } = env
  const masterKey = await obtainMasterKey({ stateDir, given: env.masterKey })
  await assertPortsFree(env)
  const building = buildSites({ onProgress: say })
  // Awaited below; a build that fails before then must not end the process unheard.
  building.catch(() => undefined)
  const shared = {
    DATABASE_URL: env.databaseUrl ?? (await startDatabase(env)),
    FLOW_PUBLIC_URL: urls.api,
    FLOW_DASHBOARD_URL: urls.dashboard,
    FLOW_DOCS_URL: urls.docs,
    FLOW_MASTER_KEY: masterKey,
    FLOW_STATE_DIR: stateDir,
    FLOW_API_PORT: String(ports.api),
    FLOW_WORKER_PORT: String(ports.worker),
  }
  const prepared = await prepare({ stateDir, env: shared })
  await writeQuickStart({ stateDir, baseUrl: urls.api, ...prepared })
  say(prepared.isNew ? 'A first workspace with the channel "Hello" and an API key is made.' : 'The workspace is there.')

  const api = `http://127.0.0.1:${ports.api}`
  const apps = run({ names: ['api', 'worker'], stateDir, env: shared })
  await awaitReady({ url: `${api}/readyz`, apps })
  say('The API and the worker are ready.')
  await building
  const sites = run({
    names: ['dashboard', 'docs'],
    stateDir,
    env: { FLOW_DASHBOARD_PORT: String(ports.dashboard), FLOW_DOCS_PORT: String(ports.docs), FLOW_DOCS_URL: urls.docs, FLOW_API_INTERNAL_URL: api },
  })
  await Promise.all([ports.dashboard, ports.docs].map((port) => awaitReady({ url: `http://127.0.0.1:${port}/healthz`, apps: sites })))
  for (const app of [...apps, ...sites]) endWith(app)
  const feedUrl = await findFeedUrl({ api, ...prepared })
  console.log(banner({ env, setupToken: prepared.setupToken, feedUrl, seconds: (performance.now() - started) / 1000 }))
}

async function assertPortsFree({ ports }: StartEnv): Promise<void> {
  for (const name of ['api', 'dashboard', 'docs', 'worker'] as const) {
    await assertPortFree(ports[name]).catch(() => {
      const setting = `FLOW_${name.toUpperCase()}_PORT`
      throw new Error(`port ${ports[name]}, meant for the ${name}, is taken by another program (another Flow?). End it, or set ${setting} to a free port.`)
    })
  }
}

async function startDatabase({ stateDir, ports }: StartEnv): Promise<string> {
  const server = await startEmbeddedPostgres({ stateDir, port: ports.postgres, onProgress: say })
  stops.push(server.stop)
  return server.url
}

function run({ names, stateDir, env }: { names: string[]; stateDir: string; env: Record<string, string> }): App[] {
  const apps = names.map((name) => runApp({ name, stateDir, env }))
  stops.push(async () => void (await Promise.all(apps.map((app) => app.stop()))))
  return apps
}

function endWith(app: App): void {
  void app.exited.then((code) => {
    if (isStopping) return
    console.error(`\n${app.name} ended unexpectedly with code ${code}; its log is ${app.logPath}`)
    void stopAll(1)
  })
}
