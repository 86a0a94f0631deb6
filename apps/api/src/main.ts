import { setTimeout as sleep } from 'node:timers/promises'
import { createBlobStore } from '@flow/blobs'
import { openDatabase } from '@flow/db'
import { createGuardedHttp } from '@flow/guarded-http'
import { openTelemetry } from '@flow/telemetry'
import { migrate } from '@flow/db/migrate'
import { pino } from 'pino'
import { createServices } from './create-services.ts'
import { readEnv } from './env.ts'
import { createRateLimiter } from './http/rate-limit/rate-limiter.ts'
import { toAddressLimit, toRateLimits } from './http/rate-limit/rate-limits.ts'
import { createPostgresRateStore, createRedisRateStore } from './http/rate-limit/rate-store.ts'
import { loggedRequest } from './http/logged-request.ts'
import { measure } from './measure.ts'
import { createServer } from './http/create-server.ts'

const env = readEnv()
const logger = pino(
  {
    level: env.FLOW_LOG_LEVEL,
    base: { app: 'api', pid: process.pid },
    serializers: { req: loggedRequest },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
  },
  // Lines that come while others are being written leave together; what is left is written when the process exits.
  pino.destination({ dest: 1, sync: false }),
)
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
const telemetry = await openTelemetry({
  serviceName: env.OTEL_SERVICE_NAME,
  log: logger,
  door: { connections: database.connections, queue: () => measure(database.sql) },
  otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
})
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
  telemetry,
  metricsToken: env.FLOW_METRICS_TOKEN,
  onTouchFailed: (error) => logger.warn({ err: error }, 'the last use of a key was not noted'),
})
const app = await createServer({ services, logger, patienceMs: env.FLOW_SLOW_CLIENT_SECONDS * 1000 })
await app.listen({ host: env.FLOW_API_HOST, port: env.FLOW_API_PORT })

const drainMs = 25_000
const closeMs = 2_000
let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (isStopping) return
    isStopping = true
    // No new requests from here on; those in work are answered.
    await Promise.race([app.close(), sleep(drainMs)])
    await Promise.race([Promise.allSettled([telemetry, rateStore, guardedHttp, networkHttp, database].map((each) => each.close())), sleep(closeMs)])
    process.exit(0)
  })
}
