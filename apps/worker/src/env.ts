import { readBlobSettings, type S3Settings } from '@flow/blobs'
import { parseKeyRing } from '@flow/core'
import { readNetworkSettings, type NetworkSettings } from '@flow/networks'
import { z } from 'zod'

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
  FLOW_PUBLIC_URL: z.url({ error: 'must be the address at which people reach the API, such as http://localhost:4100' }).default('http://localhost:4100'),
  /** Opens the credentials that the API sealed. */
  FLOW_MASTER_KEY: keyRing,
  FLOW_STATE_DIR: z.string({ error: 'must name the folder that holds media' }).min(1),
  FLOW_ALLOW_PRIVATE_WEBHOOKS: z.stringbool().default(false),
  /** Lets connections name servers with http and private addresses. */
  FLOW_ALLOW_PRIVATE_NETWORKS: z.stringbool().default(false),
  /** Pauses after failed webhook attempts, in place of the usual ones: seconds with commas between. */
  FLOW_WEBHOOK_RETRY_SECONDS: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, 'must be seconds with commas between, such as 5,300')
    .transform((text) => text.split(',').map(Number))
    .optional(),
  FLOW_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Where the worker tells its health and its metrics; 0: nowhere. */
  FLOW_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  FLOW_WORKER_HOST: z.string().default('127.0.0.1'),
  /** Lets others than this machine itself ask for metrics. */
  FLOW_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'must be at least 16 characters without spaces')
    .optional(),
  /** Where traces go; absent: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be the address of a collector that takes OTLP over HTTP: http://localhost:4318' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('flow-worker'),
  FLOW_WORKER_SLOTS: z.coerce.number().int().min(1).max(2_000).default(64),
})

export type Env = z.infer<typeof schema> & { networkSettings: NetworkSettings; blobSettings: S3Settings | undefined }

/** Reads the settings once, at boot; throws with every one that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = schema.safeParse(source)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
  return {
    ...parsed.data,
    FLOW_PUBLIC_URL: parsed.data.FLOW_PUBLIC_URL.replace(/\/$/, ''),
    networkSettings: readNetworkSettings(source),
    blobSettings: readBlobSettings(source),
  }
}
