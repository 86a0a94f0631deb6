export type StartEnv = { databaseUrl: string | undefined; masterKey: string | undefined; apiPort: number; postgresPort: number; publicUrl: string }

/** Reads the launcher's settings; throws naming the one that is wrong. */
export function readStartEnv(source: NodeJS.ProcessEnv = process.env): StartEnv {
  const apiPort = readPort({ name: 'FLOW_API_PORT', text: source['FLOW_API_PORT'], fallback: 4100 })
  return {
    databaseUrl: source['DATABASE_URL'] || undefined,
    masterKey: source['FLOW_MASTER_KEY'] || undefined,
    apiPort,
    postgresPort: readPort({ name: 'FLOW_POSTGRES_PORT', text: source['FLOW_POSTGRES_PORT'], fallback: 4104 }),
    publicUrl: (source['FLOW_PUBLIC_URL'] || `http://localhost:${apiPort}`).replace(/\/$/, ''),
  }
}

function readPort({ name, text, fallback }: { name: string; text: string | undefined; fallback: number }): number {
  if (!text) return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name} must be a port from 1 to 65535, not "${text}".`)
  return port
}
