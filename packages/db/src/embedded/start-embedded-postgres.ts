import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ensurePassword } from './ensure-password.ts'
import { obtainPostmaster } from './obtain-postmaster.ts'
import { urlsOf } from './prepare-database.ts'
import { resolveBinaries } from './resolve-binaries.ts'
import { settleLocation } from './settle-location.ts'
import { stopPostmaster } from './stop-postmaster.ts'

export type StartEmbeddedPostgresOptions = {
  /** The repository's `.flow` folder; made if missing. */
  stateDir: string
  /** On 127.0.0.1. A server that already runs on this data keeps its own port. */
  port: number
  /** PostgreSQL settings on top of ours, as `postgres -c` takes them. A server that already runs keeps its own. */
  settings?: Readonly<Record<string, string>>
  /** What the server sees of the environment besides our own, such as a library to load first. A server that already runs keeps its own. */
  environment?: Readonly<Record<string, string>>
  /** One plain sentence a step. */
  onProgress: (message: string) => void
  /** Where data go if root's server account can't reach `stateDir`. */
  systemStateDir?: string
}

export type EmbeddedPostgres = {
  /** The database `flow`, as its owner `flow`: may create databases, is no superuser. */
  url: string
  /** The database `postgres`, as superuser. */
  adminUrl: string
  port: number
  dataDir: string
  /** Whether a server left running by an earlier process was taken over. */
  reused: boolean
  /** Shuts the server down, also a reused one, and waits until it is gone. */
  stop: () => Promise<void>
}

const defaultSettings = {
  listen_addresses: '127.0.0.1',
  // No socket file: /tmp ones collide between servers, and long paths break their 107 bytes.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  jit: 'off',
}

export async function startEmbeddedPostgres({
  port,
  settings = {},
  environment = {},
  onProgress,
  systemStateDir = '/var/lib/flow',
  ...options
}: StartEmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const stateDir = resolve(options.stateDir)
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  const binaries = await resolveBinaries()
  const password = await ensurePassword(stateDir)
  const location = await settleLocation({ stateDir, binaries, systemStateDir, onProgress })
  const { postmaster, reused } = await obtainPostmaster({
    location,
    password,
    port,
    settings: { ...defaultSettings, ...settings },
    environment,
    onProgress,
  })
  const { dataDir } = location
  return {
    ...urlsOf({ port: postmaster.port, password }),
    port: postmaster.port,
    dataDir,
    reused,
    stop: () => stopPostmaster({ dataDir }),
  }
}
