import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { isAlive } from './find-postmaster.ts'
import { runCommand } from './run-command.ts'
import type { Location } from './settle-location.ts'

/** Of this process, so that it does not take its own work for a leftover of an earlier one with the same pid. */
const draftsInWork = new Set<string>()

/**
 * Leaves a complete cluster in `dataDir`, whatever an earlier crash left there: initdb fills a folder of its own that
 * is renamed when done, so a folder without PG_VERSION is never ours half made; it is put aside, not deleted.
 */
export async function initialiseCluster({
  location,
  password,
  durable,
  onProgress,
}: {
  location: Location
  password: string
  durable: boolean
  onProgress: (message: string) => void
}): Promise<'created' | 'existing'> {
  const { dataDir, binaries, account } = location
  await removeAbandoned(dataDir)
  if (await isCluster(dataDir)) {
    await assertUsable(location)
    return 'existing'
  }
  await putAsideLeftovers({ dataDir, onProgress })

  onProgress('Creating the database (once).')
  const draft = `${dataDir}.init-${process.pid}-${randomBytes(4).toString('hex')}`
  const passwordFile = `${draft}.password`
  draftsInWork.add(draft)
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account !== undefined) {
    await chown(draft, account.uid, account.gid)
    await chown(passwordFile, account.uid, account.gid)
  }
  try {
    const { exitCode, output } = await runCommand({
      command: binaries.initdb,
      args: [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
    })
    if (exitCode !== 0) throw new EmbeddedPostgresError('INIT_FAILED', `initdb failed in ${draft}: ${output.slice(-2000)}`)
    await chmod(draft, 0o700)
    return await claim({ draft, dataDir })
  } finally {
    await rm(passwordFile, { force: true })
    await rm(draft, { recursive: true, force: true })
    draftsInWork.delete(draft)
  }
}

// A rename onto a filled folder fails: of two processes starting at once, the second takes the first one's cluster.
async function claim({ draft, dataDir }: { draft: string; dataDir: string }): Promise<'created' | 'existing'> {
  try {
    await rename(draft, dataDir)
    return 'created'
  } catch (error) {
    if (await isCluster(dataDir)) return 'existing'
    throw error
  }
}

const isCluster = (dataDir: string) =>
  access(join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  )

async function assertUsable({ dataDir, binaries }: Location): Promise<void> {
  const found = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim()
  if (found === binaries.majorVersion) return
  throw new EmbeddedPostgresError(
    'OTHER_MAJOR_VERSION',
    `The database in ${dataDir} was made by PostgreSQL ${found}; this Flow brings ${binaries.majorVersion}, which can't read it. Start the Flow that made it and dump it (pg_dump), move the folder away, start this Flow and restore; or set DATABASE_URL to a PostgreSQL ${found} of your own.`,
  )
}

async function putAsideLeftovers({ dataDir, onProgress }: { dataDir: string; onProgress: (message: string) => void }) {
  const found = await stat(dataDir).catch(() => undefined)
  if (found === undefined) return
  if (found.isDirectory() && (await readdir(dataDir)).length === 0) return rmdir(dataDir)
  const aside = `${dataDir}.incomplete-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  onProgress(`${dataDir} is no complete database (no PG_VERSION). It was moved to ${aside}; a new one is made.`)
  return rename(dataDir, aside)
}

async function removeAbandoned(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.init-`
  const parent = dirname(dataDir)
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    const isInWork = pid === process.pid ? [...draftsInWork].some((draft) => join(parent, name).startsWith(draft)) : isAlive(pid)
    if (pid > 0 && !isInWork) await rm(join(parent, name), { recursive: true, force: true })
  }
}
