import { createHash } from 'node:crypto'
import { access, chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyBinaries } from './copy-binaries.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { errorCodeOf } from './error-code-of.ts'
import { findObstacle } from './find-obstacle.ts'
import type { Binaries } from './resolve-binaries.ts'
import { type ServerAccount, chooseServerAccount } from './server-account.ts'

export type Location = { dataDir: string; logFile: string; binaries: Binaries; account: ServerAccount }

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
const dataDirOf = (baseDir: string) => join(baseDir, 'postgres')

/** Where data and binaries live: beside each other in `.flow`, unless the server's account can't get there. */
export async function settleLocation({
  stateDir,
  binaries,
  systemStateDir,
  onProgress,
}: {
  stateDir: string
  binaries: Binaries
  systemStateDir: string
  onProgress: (message: string) => void
}): Promise<Location> {
  const recordFile = join(stateDir, 'location')
  const recorded = await readRecord(recordFile)
  if (recorded !== undefined) {
    if (!(await exists(dataDirOf(recorded)))) {
      onProgress(`${recordFile} names ${recorded}, which holds no data (any more): starting with an empty database there.`)
    }
    return locationOutside({ baseDir: recorded, binaries, onProgress })
  }

  const account = await chooseServerAccount(dataDirOf(stateDir))
  // Secrets in .flow are mode 600 each; the folder itself is opened to passing through, not to listing.
  if (account !== undefined) await chmod(stateDir, ((await stat(stateDir)).mode & 0o777) | 0o011)
  const obstacle = await findObstacle({ binaries, folder: stateDir, account })
  if (obstacle === undefined) {
    return { dataDir: dataDirOf(stateDir), logFile: join(stateDir, 'postgres.log'), binaries, account }
  }
  if (account === undefined) {
    throw new EmbeddedPostgresError(
      'BINARIES_UNUSABLE',
      `The embedded PostgreSQL can't run here: ${obstacle}. Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    )
  }
  if (await exists(join(dataDirOf(stateDir), 'PG_VERSION'))) {
    throw new EmbeddedPostgresError(
      'UNREACHABLE',
      `The database in ${dataDirOf(stateDir)} can't be reached by uid ${account.uid}, which runs PostgreSQL when root starts Flow (${obstacle}). Make every parent folder traversable (chmod o+x), or start Flow as a normal user.`,
    )
  }

  const baseDir = join(
    systemStateDir,
    createHash('sha256')
      .update(await realpath(stateDir))
      .digest('hex')
      .slice(0, 12),
  )
  onProgress(
    `PostgreSQL can't run as root, and uid ${account.uid} can't reach ${stateDir} (${obstacle}). The database and a copy of its binaries go to ${baseDir}; ${recordFile} remembers that.`,
  )
  const location = await locationOutside({ baseDir, binaries, onProgress })
  await writeFile(recordFile, `${baseDir}\n`, { mode: 0o600 })
  return location
}

async function locationOutside({
  baseDir,
  binaries,
  onProgress,
}: {
  baseDir: string
  binaries: Binaries
  onProgress: (message: string) => void
}): Promise<Location> {
  const account = await chooseServerAccount(dataDirOf(baseDir))
  await mkdir(baseDir, { recursive: true, mode: 0o755 })
  const copied = await copyBinaries({ binaries, baseDir, onProgress })
  const obstacle = await findObstacle({ binaries: copied, folder: baseDir, account })
  if (obstacle !== undefined) {
    throw new EmbeddedPostgresError(
      'UNREACHABLE',
      `The embedded PostgreSQL can't run in ${baseDir} either: ${obstacle}. Start Flow as a normal user, or set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    )
  }
  return { dataDir: dataDirOf(baseDir), logFile: join(baseDir, 'postgres.log'), binaries: copied, account }
}

async function readRecord(recordFile: string): Promise<string | undefined> {
  try {
    return (await readFile(recordFile, 'utf8')).trim() || undefined
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
