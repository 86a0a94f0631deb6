import { readBlobSettings, type S3Settings } from '@flow/blobs'
import { parseKeyRing } from '@flow/core'
import { readNetworkSettings, type NetworkSettings } from '@flow/networks'
import { z } from 'zod'

const requestsAMinute = z.coerce.number().int().min(1).max(10_000_000)
const port = z.coerce.number().int().min(1).max(65_535)

const keyRing = z.string({ error: 'must be 32 random bytes in base64' }).transform((text, context) => {
  try {
    return parseKeyRing(text)
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error))
    return z.NEVER
  }
})

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be the address of a PostgreSQL database: postgresql://user:password@host:port/name' }),
  /** Connections to the database at once; each API process has its own. */
  FLOW_DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1_000).default(16),
  /** Queries that wait for one of them; one more is answered 503 at once. */
  FLOW_DATABASE_QUEUE_LENGTH: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Longest that a client may take to send its headers, and then to send a JSON body. */
  FLOW_SLOW_CLIENT_SECONDS: z.coerce.number().min(1).max(300).default(20),
  FLOW_API_HOST: z.string().default('127.0.0.1'),
  FLOW_API_PORT: port.default(4100),
  FLOW_PUBLIC_URL: z.url({ error: 'must be the address at which people reach the API' }).optional(),
  FLOW_DASHBOARD_URL: z.url({ error: 'must be the address at which people open the dashboard' }).default('http://localhost:4102'),
  FLOW_STATE_DIR: z.string({ error: 'must name the folder that holds media' }).min(1),
  FLOW_MASTER_KEY: keyRing,
  /** Lets webhooks have http and private addresses: for one's own network, and for tests. */
  FLOW_ALLOW_PRIVATE_WEBHOOKS: z.stringbool().default(false),
  /** Lets connections name servers with http and private addresses, such as one's own WordPress. */
  FLOW_ALLOW_PRIVATE_NETWORKS: z.stringbool().default(false),
  FLOW_PLAN: z.enum(['free', 'stream', 'river', 'ocean']).default('ocean'),
  /** Requests a key may make in a minute, in place of its plan's. */
  FLOW_RATE_LIMIT_GENERAL: requestsAMinute.optional(),
  FLOW_RATE_LIMIT_WEBHOOKS: requestsAMinute.default(30),
  FLOW_RATE_LIMIT_API_KEYS: requestsAMinute.default(10),
  /** Requests an address may make in a minute, whoever asks; 6,000, or ten times what a key may, where it is left out. */
  FLOW_RATE_LIMIT_ADDRESS: requestsAMinute.optional(),
  /** Redis or Valkey to count requests in, in place of PostgreSQL. */
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be the address of a Redis or Valkey: redis://host:port' }).optional(),
  /** For the first start alone: what the quick start used before. */
  FLOW_KNOWN_API_KEY: z.string().optional(),
  FLOW_KNOWN_CHANNEL_ID: z.string().optional(),
  /** Lets others than this machine itself ask for metrics. */
  FLOW_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'must be at least 16 characters without spaces')
    .optional(),
  /** Where traces go; absent: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be the address of a collector that takes OTLP over HTTP: http://localhost:4318' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('flow-api'),
  FLOW_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Env = Omit<z.infer<typeof schema>, 'FLOW_PUBLIC_URL'> & {
  FLOW_PUBLIC_URL: string
  networkSettings: NetworkSettings
  blobSettings: S3Settings | undefined
}

/** Reads the settings once, at boot; throws with every one that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = schema.safeParse(source)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
  const publicUrl = parsed.data.FLOW_PUBLIC_URL ?? `http://localhost:${parsed.data.FLOW_API_PORT}`
  return { ...parsed.data, FLOW_PUBLIC_URL: publicUrl.replace(/\/$/, ''), networkSettings: readNetworkSettings(source), blobSettings: readBlobSettings(source) }
}
