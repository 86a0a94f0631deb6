import { join, resolve } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

export type StartEnv = {
  databaseUrl: string | undefined
  masterKey: string | undefined
  stateDir: string
  ports: { api: number; dashboard: number; docs: number; postgres: number; worker: number }
  /** Where others reach them, without a slash at the end. */
  urls: { api: string; dashboard: string; docs: string }
}

/** Reads the launcher's settings; throws naming the one that is wrong. */
export function readStartEnv(source: NodeJS.ProcessEnv = process.env): StartEnv {
  const port = (name: string, fallback: number) => readPort({ name, text: source[name], fallback })
  const ports = {
    api: port('FLOW_API_PORT', 4100),
    dashboard: port('FLOW_DASHBOARD_PORT', 4102),
    docs: port('FLOW_DOCS_PORT', 4103),
    postgres: port('FLOW_POSTGRES_PORT', 4104),
    worker: port('FLOW_WORKER_PORT', 4105),
  }
  const url = (name: string, ownPort: number) => (source[name] || `http://localhost:${ownPort}`).replace(/\/$/, '')
  return {
    databaseUrl: source['DATABASE_URL'] || undefined,
    masterKey: source['FLOW_MASTER_KEY'] || undefined,
    stateDir: resolve(source['FLOW_STATE_DIR'] || join(repositoryRoot, '.flow')),
    ports,
    urls: { api: url('FLOW_PUBLIC_URL', ports.api), dashboard: url('FLOW_DASHBOARD_URL', ports.dashboard), docs: url('FLOW_DOCS_URL', ports.docs) },
  }
}

function readPort({ name, text, fallback }: { name: string; text: string | undefined; fallback: number }): number {
  if (!text) return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name} must be a port from 1 to 65535, not "${text}".`)
  return port
}
