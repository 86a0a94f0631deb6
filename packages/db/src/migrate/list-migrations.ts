import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MigrationError } from './migration-error.ts'

export type Migration = {
  /** The folder's name, `<YYYYMMDDHHMMSS>_<name>`. */
  name: string
  sql: string
  /** Prisma's: SHA-256 of the file, in hexadecimal. */
  checksum: string
  isTransactional: boolean
}

export const defaultMigrationsDir = fileURLToPath(new URL('../../migrations', import.meta.url))

/** All migrations, in the order they apply. */
export async function listMigrations({ migrationsDir = defaultMigrationsDir } = {}): Promise<Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(names.sort().map((name) => readMigration({ migrationsDir, name })))
}

async function readMigration({ migrationsDir, name }: { migrationsDir: string; name: string }): Promise<Migration> {
  const file = join(migrationsDir, name, 'migration.sql')
  if (!/^\d{14}_\w+$/.test(name)) {
    throw new MigrationError('INVALID_FOLDER', `${join(migrationsDir, name)} is not named <YYYYMMDDHHMMSS>_<name>.`)
  }
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new MigrationError('INVALID_FOLDER', `${file} can't be read.`, { cause, migrations: [name] })
  })
  // Git may check files out with CRLF; what was applied elsewhere is the same migration.
  const sql = text.replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { name, sql, checksum, isTransactional: !/^-- flow: no transaction\b/.test(sql) }
}
