export type Env = { host: string; port: number }

/** Reads the settings once, at boot; throws naming the one that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const port = Number(source.FLOW_DOCS_PORT || 4103)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`FLOW_DOCS_PORT must be a port from 1 to 65535, not "${source.FLOW_DOCS_PORT}".`)
  return { host: source.FLOW_DOCS_HOST || '127.0.0.1', port }
}
