import { setTimeout as sleep } from 'node:timers/promises'
import { createBlobStore } from '@flow/blobs'
import { createMediaSigner, createSealer, webhookRetrySeconds } from '@flow/core'
import { openDatabase } from '@flow/db'
import { createGuardedHttp, findUrlFault } from '@flow/guarded-http'
import { migrate } from '@flow/db/migrate'
import { openTelemetry } from '@flow/telemetry'
import { createNetworks, createOAuthClients } from '@flow/networks'
import { pino } from 'pino'
import { readEnv } from './env.ts'
import { serveStatus } from './serve-status.ts'
import { startWorker } from './start-worker.ts'

const env = readEnv()
// Lines that come while others are being written leave together; what is left is written when the process exits.
const logger = pino({ level: env.FLOW_LOG_LEVEL, base: { app: 'worker', pid: process.pid } }, pino.destination({ dest: 1, sync: false }))
await migrate({ url: env.DATABASE_URL, onProgress: (message) => logger.info(message) })
const database = openDatabase({
  url: env.DATABASE_URL,
  poolSize: 16,
  applicationName: 'flow-worker',
  onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
})
const networkHttp = createGuardedHttp({ allowPrivate: env.FLOW_ALLOW_PRIVATE_NETWORKS })
const connector = {
  networks: createNetworks(env.networkSettings),
  oauth: createOAuthClients({ settings: env.networkSettings, fetch }),
  sealer: createSealer({ keyRing: env.FLOW_MASTER_KEY, purpose: 'credentials' }),
  fetch,
  openSocket: (url: string) => new WebSocket(url),
  guarded: networkHttp,
  db: database.sql,
}
const guardedHttp = createGuardedHttp({ allowPrivate: env.FLOW_ALLOW_PRIVATE_WEBHOOKS })
const webhookPort = {
  sealer: createSealer({ keyRing: env.FLOW_MASTER_KEY, purpose: 'webhook-secrets' }),
  findUrlFault: (url: string) => findUrlFault({ url, allowPrivate: env.FLOW_ALLOW_PRIVATE_WEBHOOKS }),
  send: guardedHttp.post,
  retrySeconds: env.FLOW_WEBHOOK_RETRY_SECONDS ?? webhookRetrySeconds,
}
const blobs = createBlobStore({ settings: env.blobSettings, stateDir: env.FLOW_STATE_DIR })
const mediaSigner = createMediaSigner({ keyRing: env.FLOW_MASTER_KEY, publicUrl: env.FLOW_PUBLIC_URL })
const media = { read: blobs.read, sign: mediaSigner.sign }
const telemetry = await openTelemetry({
  serviceName: env.OTEL_SERVICE_NAME,
  log: logger,
  door: env.FLOW_WORKER_PORT === 0 ? undefined : { connections: database.connections },
  otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
})
const status = telemetry.metrics
  ? await serveStatus({
      host: env.FLOW_WORKER_HOST,
      port: env.FLOW_WORKER_PORT,
      metrics: telemetry.metrics,
      token: env.FLOW_METRICS_TOKEN,
      onError: (error) => logger.error({ err: error }, 'the metrics could not be told'),
    })
  : undefined
const { tell } = telemetry
const worker = await startWorker({ database, connector, webhookPort, blobs, media, publicUrl: env.FLOW_PUBLIC_URL, slots: env.FLOW_WORKER_SLOTS, logger, tell })

const closeMs = 2_000
let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (isStopping) return
    isStopping = true
    await worker.stop()
    await status?.close()
    await telemetry.close()
    // What still hangs on a connection is of no use any more.
    await Promise.race([Promise.allSettled([guardedHttp.close(), networkHttp.close(), database.close()]), sleep(closeMs)])
    process.exit(0)
  })
}
