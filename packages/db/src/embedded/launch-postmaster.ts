import { spawn } from 'node:child_process'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { portInUse } from './assert-port-free.ts'
import { awaitReady } from './await-ready.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { type Postmaster, isAlive, isServing, readPidFile } from './find-postmaster.ts'
import { spawnIdentity } from './server-account.ts'
import { serverEnvironment } from './server-environment.ts'
import type { Location } from './settle-location.ts'

const logLimitBytes = 10_000_000

export type LaunchOptions = {
  location: Location
  port: number
  settings: Readonly<Record<string, string>>
  environment: Readonly<Record<string, string>>
  onProgress: (message: string) => void
}

/**
 * Starts postgres in a process group of its own, so that the terminal's Ctrl-C reaches our apps and not their database.
 * 'try-again' where another start won, or where a killed server's backends still hold its shared memory.
 */
export async function launchPostmaster({ location, port, settings, environment, onProgress }: LaunchOptions): Promise<Postmaster | 'try-again'> {
  const { dataDir, logFile, binaries, account } = location
  await removeForeignPidFile(dataDir)
  await rotateLog(logFile)
  const log = await open(logFile, 'a', 0o600)
  const logStart = (await log.stat()).size
  const assignments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', dataDir, '-p', String(port), ...assignments], {
    cwd: '/',
    detached: true,
    env: { ...serverEnvironment, ...environment },
    stdio: ['ignore', log.fd, log.fd],
    ...spawnIdentity(account),
  })
  let ending: string | undefined
  child.on('error', (error) => (ending = error.message))
  child.on('exit', (code, signal) => (ending = `it ended with ${signal ?? code}`))
  child.unref()
  await log.close()

  const look = async () => {
    if (ending !== undefined) return 'ended' as const
    const written = await readPidFile(dataDir)
    return written !== undefined && written.pid === child.pid ? written : ('pending' as const)
  }
  const postmaster = await awaitReady({ look, logFile, onProgress })
  if (postmaster !== undefined) return postmaster

  const report = (await readFile(logFile)).subarray(logStart).toString('utf8').trim()
  if (/lock file "postmaster\.pid"|pre-existing shared memory block/.test(report)) return 'try-again'
  if (/Address already in use/.test(report)) throw portInUse(port)
  const lines = report.split('\n').slice(-15).join('\n')
  throw new EmbeddedPostgresError('START_FAILED', `PostgreSQL did not start: ${ending}. From ${logFile}:\n${lines}`)
}

/**
 * PostgreSQL sees for itself that no process has the number in a stale pid file, but a reused number blocks it for good.
 * Backends that outlive a killed server are safe from this: PostgreSQL finds them by the shared memory's key.
 */
async function removeForeignPidFile(dataDir: string): Promise<void> {
  const left = await readPidFile(dataDir)
  if (left !== undefined && isAlive(left.pid) && !(await isServing({ pid: left.pid, dataDir }))) {
    await rm(join(dataDir, 'postmaster.pid'), { force: true })
  }
}

async function rotateLog(logFile: string): Promise<void> {
  const found = await stat(logFile).catch(() => undefined)
  if (found !== undefined && found.size > logLimitBytes) await rename(logFile, `${logFile}.1`)
}
