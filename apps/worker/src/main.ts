import { createSealer } from '@flow/core'
import { openDatabase } from '@flow/db'
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
const connector = {
  networks: createNetworks(env.networkSettings),
  oauth: createOAuthClients({ settings: env.networkSettings, fetch }),
  sealer: createSealer({ keyRing: env.FLOW_MASTER_KEY, purpose: 'credentials' }),
  fetch,
  db: database.sql,
}
const worker = await startWorker({ database, connector, publicUrl: env.FLOW_PUBLIC_URL, slots: env.FLOW_WORKER_SLOTS, logger })

let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (isStopping) return
    isStopping = true
    await worker.stop()
    await database.close()
    process.exit(0)
  })
}
