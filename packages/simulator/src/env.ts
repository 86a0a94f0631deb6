import { z } from 'zod'

const schema = z.object({
  FLOW_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4_900),
  FLOW_SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  FLOW_SIMULATOR_SEED: z.coerce.number().int().min(0).default(1),
  FLOW_SIMULATOR_LATENCY_MS: z.coerce.number().int().min(0).default(0),
})

export type Env = { port: number; host: string; seed: number; latencyMs: number }

/** Reads the settings; the first argument of the command is the port. Throws with every one that is wrong. */
export function readEnv({ source = process.env, args = process.argv.slice(2) }: { source?: NodeJS.ProcessEnv; args?: readonly string[] } = {}): Env {
  const [port] = args
  const parsed = schema.safeParse({ ...source, ...(port === undefined ? {} : { FLOW_SIMULATOR_PORT: port }) })
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
  const { FLOW_SIMULATOR_PORT, FLOW_SIMULATOR_HOST, FLOW_SIMULATOR_SEED, FLOW_SIMULATOR_LATENCY_MS } = parsed.data
  return { port: FLOW_SIMULATOR_PORT, host: FLOW_SIMULATOR_HOST, seed: FLOW_SIMULATOR_SEED, latencyMs: FLOW_SIMULATOR_LATENCY_MS }
}
