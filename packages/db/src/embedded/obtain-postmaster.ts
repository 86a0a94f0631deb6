import { setTimeout as sleep } from 'node:timers/promises'
import { assertPortFree } from './assert-port-free.ts'
import { awaitReady } from './await-ready.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { errorCodeOf } from './error-code-of.ts'
import { type Postmaster, findPostmaster } from './find-postmaster.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { type LaunchOptions, launchPostmaster } from './launch-postmaster.ts'
import { prepareDatabase } from './prepare-database.ts'
import { resetPassword } from './reset-password.ts'
import { stopPostmaster } from './stop-postmaster.ts'

const contentionTimeoutMs = 20_000

type ObtainOptions = LaunchOptions & { password: string }

/** No lock file to go stale: each step leaves room for another process doing the same, and the loop looks again. */
export async function obtainPostmaster(options: ObtainOptions): Promise<{ postmaster: Postmaster; reused: boolean }> {
  const { location, password, onProgress } = options
  const { dataDir } = location
  const deadline = performance.now() + contentionTimeoutMs
  do {
    const left = await awaitLeftRunning(options)
    const postmaster = left ?? (await initialiseAndLaunch(options))
    if (postmaster === 'try-again') {
      await sleep(100)
      continue
    }
    const outcome = await prepareDatabase({ port: postmaster.port, password })
    if (outcome === 'ending') {
      await sleep(100)
      continue
    }
    if (outcome === 'prepared') {
      const reused = left !== undefined
      if (reused) onProgress(`PostgreSQL was already running on port ${postmaster.port}; using it.`)
      return { postmaster, reused }
    }
    onProgress("The database's password was lost; setting a new one.")
    await stopPostmaster({ dataDir })
    await resetPassword({ location, password })
  } while (performance.now() < deadline)
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `PostgreSQL on ${dataDir} could not be started: processes of a killed server still use it. Its log: ${location.logFile}`,
  )
}

async function awaitLeftRunning({ location, onProgress }: ObtainOptions): Promise<Postmaster | undefined> {
  const { dataDir, logFile } = location
  const look = async () => (await findOwnPostmaster(dataDir)) ?? ('ended' as const)
  return awaitReady({ look, logFile, onProgress })
}

async function initialiseAndLaunch(options: ObtainOptions): Promise<Postmaster | 'try-again'> {
  const { location, password, port, settings, environment, onProgress } = options
  try {
    await assertPortFree(port)
  } catch (error) {
    // Another start of the same database may have taken it a moment ago.
    if ((await findOwnPostmaster(location.dataDir)) === undefined) throw error
    return 'try-again'
  }
  await initialiseCluster({ location, password, durable: settings['fsync'] !== 'off', onProgress })
  onProgress(`Starting PostgreSQL on port ${port}.`)
  return launchPostmaster({ location, port, settings, environment, onProgress })
}

async function findOwnPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  try {
    return await findPostmaster(dataDir)
  } catch (cause) {
    if (errorCodeOf(cause) !== 'EACCES') throw cause
    throw new EmbeddedPostgresError(
      'NOT_OWNER',
      `${dataDir} belongs to another user: Flow was first started by root or someone else. Start it as that user again, or hand the folder over with chown -R.`,
      { cause },
    )
  }
}
