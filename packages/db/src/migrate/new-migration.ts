import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runPrisma } from '../prisma-cli/run-prisma.ts'
import { withServer } from '../testing/with-server.ts'
import { defaultMigrationsDir } from './list-migrations.ts'

/** Writes a folder with the SQL from the migrations' state to the schema files'; returns the file, which wants review. */
export async function newMigration({
  name,
  serverUrl,
  migrationsDir = defaultMigrationsDir,
  schemaPath = 'prisma/schema',
  now = new Date(),
}: {
  name: string
  serverUrl?: string | undefined
  migrationsDir?: string
  schemaPath?: string
  now?: Date
}): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no name: use lower-case letters, digits and _.`)
  // The shadow database's replay asks for this file.
  await writeFile(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n', { flag: 'wx' }).catch(() => undefined)
  const { exitCode, stdout, stderr } = await withServer({
    serverUrl,
    run: (databaseUrl) =>
      runPrisma({
        args: ['migrate', 'diff', '--from-migrations', migrationsDir, '--to-schema', schemaPath, '--script'],
        databaseUrl,
      }),
  })
  if (exitCode !== 0 || stdout.trim() === '') {
    throw new Error(`prisma migrate diff failed (exit code ${exitCode}):\n${stdout}\n${stderr}`)
  }
  const timestamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = join(migrationsDir, `${timestamp}_${name}`)
  await mkdir(folder)
  const file = join(folder, 'migration.sql')
  await writeFile(file, `${stdout.trim()}\n`)
  return file
}

if (import.meta.main) {
  const name = process.argv[2]
  if (name === undefined) throw new Error('usage: node packages/db/src/migrate/new-migration.ts <name>')
  console.log(`Wrote ${await newMigration({ name })}. Review it, then: node packages/db/src/drift/check-drift.ts --write`)
}
