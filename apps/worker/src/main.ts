import { createBlobStore } from '@flow/blobs'
import { createMediaSigner, createSealer, webhookRetrySeconds } from '@flow/core'
import { openDatabase } from '@flow/db'
import { createGuardedHttp, findUrlFault } from '@flow/guarded-http'
import { migrate } from '@flow/db/migrate'
import { createNetworks, createOAuthClients } from '@flow/networks'
import { pino } from 'pino'
import { readEnv } from './env.ts'
import { startWorker } from './start-worker.ts'

const env = readEnv()
const logger = pino({ level: env.FLOW_LOG_LEVEL, base: { app: 'worker', pid: process.pid } })
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
const worker = await startWorker({ database, connector, webhookPort, blobs, media, publicUrl: env.FLOW_PUBLIC_URL, slots: env.FLOW_WORKER_SLOTS, logger })

let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (isStopping) return
    isStopping = true
    await worker.stop()
    await guardedHttp.close()
    await networkHttp.close()
    await database.close()
    process.exit(0)
  })
}
