import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresError, startEmbeddedPostgres, stopPostmaster } from '../embedded/index.ts'
import { isAlive } from '../embedded/find-postmaster.ts'

const prefix = 'flow-postgres-'

/** Data that are gone anyway need not survive a power cut. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300', max_wal_size: '2GB' }

export type ThrowAwayServer = { url: string; dispose: () => Promise<void> }

/** A PostgreSQL on fresh data in the system's temporary folder; `dispose` stops it and deletes the data. */
export async function startThrowAwayServer(): Promise<ThrowAwayServer> {
  await removeAbandonedServers()
  const stateDir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  const remove = () => rm(stateDir, { recursive: true, force: true })
  try {
    const { url, stop } = await startOnFreePort(stateDir)
    return { url, dispose: () => stop().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function startOnFreePort(stateDir: string) {
  for (let attempt = 1; ; attempt += 1) {
    // Below 32768, where Linux takes no port for outgoing connections.
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    try {
      return await startEmbeddedPostgres({ stateDir, port, settings, onProgress: () => undefined })
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresError && error.code === 'PORT_IN_USE') || attempt === 20) throw error
    }
  }
}

/** A killed run can't clean up; the next one does, since the folder's name tells whose it was. */
async function removeAbandonedServers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    const stateDir = join(tmpdir(), name)
    await stopPostmaster({ dataDir: join(stateDir, 'postgres') })
      .then(() => rm(stateDir, { recursive: true, force: true }))
      // Another user's folder, which is that user's to remove.
      .catch(() => undefined)
  }
}
