import { randomBytes } from 'node:crypto'
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { errorCodeOf } from './error-code-of.ts'

/** The database's password, made once. Linking a finished file into place means no reader sees half of it. */
export async function ensurePassword(stateDir: string): Promise<string> {
  const file = join(stateDir, 'postgres-password')
  const existing = await readPassword(file)
  if (existing !== undefined) return existing

  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  const password = randomBytes(24).toString('hex')
  await writeFile(draft, `${password}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(draft, 0o600)
  try {
    await link(draft, file)
    return password
  } catch (error) {
    const winner = await readPassword(file)
    if (winner === undefined) throw error
    return winner
  } finally {
    await rm(draft, { force: true })
  }
}

async function readPassword(file: string): Promise<string | undefined> {
  try {
    const text = (await readFile(file, 'utf8')).trim()
    if (text !== '') return text
    await rm(file)
    return undefined
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    if (errorCodeOf(error) !== 'EACCES') throw error
    throw new EmbeddedPostgresError(
      'NOT_OWNER',
      `${file} belongs to another user: Flow was first started by root or someone else. Start it as that user again, or hand the folder over with chown -R.`,
      { cause: error },
    )
  }
}
