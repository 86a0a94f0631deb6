import { createBlobStore } from '@flow/blobs'
import { openDatabase } from '@flow/db'
import { createGuardedHttp } from '@flow/guarded-http'
import { migrate } from '@flow/db/migrate'
import { pino } from 'pino'
import { createServices } from './create-services.ts'
import { readEnv } from './env.ts'
import { createRateLimiter } from './http/rate-limit/rate-limiter.ts'
import { toAddressLimit, toRateLimits } from './http/rate-limit/rate-limits.ts'
import { createPostgresRateStore, createRedisRateStore } from './http/rate-limit/rate-store.ts'
import { createServer } from './http/create-server.ts'

const env = readEnv()
const logger = pino({ level: env.FLOW_LOG_LEVEL, base: { app: 'api', pid: process.pid }, redact: ['req.headers.authorization', 'req.headers.cookie'] })
await migrate({ url: env.DATABASE_URL, onProgress: (message) => logger.info(message) })
const database = openDatabase({
  url: env.DATABASE_URL,
  poolSize: env.FLOW_DATABASE_POOL_SIZE,
  queueLength: env.FLOW_DATABASE_QUEUE_LENGTH,
  applicationName: 'flow-api',
  statementTimeoutMs: 10_000,
  onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
})
const postgresRates = createPostgresRateStore(database.sql)
const rateStore = env.REDIS_URL
  ? createRedisRateStore({
      url: env.REDIS_URL,
      fallback: postgresRates,
      onError: (error) => logger.warn({ err: error }, 'Redis does not answer; PostgreSQL counts instead'),
    })
  : postgresRates
const limits = toRateLimits(env)
const addressLimit = toAddressLimit({ limits, given: env.FLOW_RATE_LIMIT_ADDRESS })
const guardedHttp = createGuardedHttp({ allowPrivate: env.FLOW_ALLOW_PRIVATE_WEBHOOKS })
const networkHttp = createGuardedHttp({ allowPrivate: env.FLOW_ALLOW_PRIVATE_NETWORKS })
const services = createServices({
  database,
  keyRing: env.FLOW_MASTER_KEY,
  blobs: createBlobStore({ settings: env.blobSettings, stateDir: env.FLOW_STATE_DIR }),
  publicUrl: env.FLOW_PUBLIC_URL,
  dashboardUrl: env.FLOW_DASHBOARD_URL,
  networkSettings: env.networkSettings,
  rateLimiter: createRateLimiter({ store: rateStore, limits, addressLimit }),
  guardedHttp,
  networkHttp,
  allowPrivateWebhooks: env.FLOW_ALLOW_PRIVATE_WEBHOOKS,
  onTouchFailed: (error) => logger.warn({ err: error }, 'the last use of a key was not noted'),
})
const app = await createServer({ services, logger, patienceMs: env.FLOW_SLOW_CLIENT_SECONDS * 1000 })
await app.listen({ host: env.FLOW_API_HOST, port: env.FLOW_API_PORT })

let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (isStopping) return
    isStopping = true
    await app.close()
    await rateStore.close()
    await guardedHttp.close()
    await networkHttp.close()
    await database.close()
    process.exit(0)
  })
}
