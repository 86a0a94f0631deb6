import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { assertPortFree, startEmbeddedPostgres } from '@flow/db/embedded'
import { repositoryRoot } from '../run-step.ts'
import { awaitReady } from './await-ready.ts'
import { readStartEnv, type StartEnv } from './env.ts'
import { runApp, type App } from './run-app.ts'
import { obtainMasterKey, readQuickStart, stateDir, writeQuickStart } from './state-folder.ts'

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
  const masterKey = await obtainMasterKey(env.masterKey)
  await assertPortFree(env.apiPort).catch(() => {
    throw new Error(`port ${env.apiPort}, meant for the API, is taken by another program (another Flow?). End it, or set FLOW_API_PORT to a free port.`)
  })
  const databaseUrl = env.databaseUrl ?? (await startDatabase(env))
  const shared = {
    DATABASE_URL: databaseUrl,
    FLOW_PUBLIC_URL: env.publicUrl,
    FLOW_MASTER_KEY: masterKey,
    FLOW_STATE_DIR: stateDir,
    FLOW_API_PORT: String(env.apiPort),
  }

  const prepared = prepare({ env: shared, known: await readQuickStart() })
  await writeQuickStart({ baseUrl: env.publicUrl, ...prepared })
  say(prepared.isNew ? 'A first workspace with the channel "Hello" and an API key is made.' : 'The workspace is there.')

  const apps: App[] = ['api', 'worker'].map((name) => runApp({ name, env: shared }))
  stops.push(async () => void (await Promise.all(apps.map((app) => app.stop()))))
  await awaitReady({ url: `http://127.0.0.1:${env.apiPort}/readyz`, apps })
  for (const app of apps) {
    void app.exited.then((code) => {
      if (isStopping) return
      console.error(`\n${app.name} ended unexpectedly with code ${code}; its log is .flow/${app.name}.log`)
      void stopAll(1)
    })
  }
  printBanner({ baseUrl: env.publicUrl, seconds: (performance.now() - started) / 1000 })
}

async function startDatabase(env: StartEnv): Promise<string> {
  const server = await startEmbeddedPostgres({ stateDir, port: env.postgresPort, onProgress: say })
  stops.push(server.stop)
  return server.url
}

function prepare({ env, known }: { env: Record<string, string>; known: { apiKey?: string; channelId?: string } }): {
  apiKey: string
  channelId: string
  isNew: boolean
} {
  const script = join(repositoryRoot, 'apps', 'api', 'src', 'setup', 'prepare.ts')
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    cwd: repositoryRoot,
    env: { ...process.env, ...env, FLOW_KNOWN_API_KEY: known.apiKey ?? '', FLOW_KNOWN_CHANNEL_ID: known.channelId ?? '' },
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`the database could not be readied.\n${run.stderr}`)
  // prepare.ts prints exactly this.
  return JSON.parse(run.stdout) as { apiKey: string; channelId: string; isNew: boolean }
}

function printBanner({ baseUrl, seconds }: { baseUrl: string; seconds: number }): void {
  console.log(`
Flow is running (${seconds.toFixed(1)} s). Ctrl-C stops it.

  API   ${baseUrl}/v1

Publish a first post, in another terminal in this folder:

  . .flow/quickstart.env && curl -sS -X POST "$FLOW_BASE_URL/v1/posts" -H "Authorization: Bearer $FLOW_API_KEY" -H "Content-Type: application/json" -d '{"channelId":"'"$FLOW_CHANNEL_ID"'","content":"Hello from Flow!"}'

and see it on the channel's public page:

  . .flow/quickstart.env && curl -sS "$FLOW_BASE_URL/v1/channels/$FLOW_CHANNEL_ID" -H "Authorization: Bearer $FLOW_API_KEY"   (its feedUrl)
`)
}
