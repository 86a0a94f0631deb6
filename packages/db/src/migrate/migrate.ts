import type pg from 'pg'
import { applyMigration } from './apply-migration.ts'
import { connect } from './connect.ts'
import { type Migration, defaultMigrationsDir, listMigrations } from './list-migrations.ts'
import { MigrationError } from './migration-error.ts'
import { type AppliedMigration, openHistory } from './migration-history.ts'
import { takeMigrationLock } from './take-migration-lock.ts'

export type MigrateOptions = {
  url: string
  migrationsDir?: string
  onProgress?: (message: string) => void
}

export type MigrateResult = { applied: string[]; already: number }

/**
 * Brings the database up to this code, creating it if it is missing and that is allowed. Safe to run from many processes
 * at once: one works, the others wait and find it done. Needs a session of its own, so no transaction pooler in between.
 */
export async function migrate({ url, migrationsDir = defaultMigrationsDir, onProgress = () => undefined }: MigrateOptions): Promise<MigrateResult> {
  const migrations = await listMigrations({ migrationsDir })
  const client = await connect({ url, onProgress })
  try {
    await takeMigrationLock({ client, onProgress })
    return await bringUpToDate({ client, migrations, onProgress })
  } finally {
    // Ending the session frees the lock.
    await client.end()
  }
}

async function bringUpToDate({
  client,
  migrations,
  onProgress,
}: {
  client: pg.Client
  migrations: readonly Migration[]
  onProgress: (message: string) => void
}): Promise<MigrateResult> {
  const history = await openHistory(client)
  assertHistoryFits({ history: history.rows, migrations })
  const done = new Set(history.rows.map((row) => row.name))
  const pending = migrations.filter((migration) => !done.has(migration.name))
  for (const migration of pending) {
    onProgress(`Applying ${migration.name}.`)
    await applyMigration({ client, migration, historyTable: history.table })
  }
  return { applied: pending.map((migration) => migration.name), already: done.size }
}

function assertHistoryFits({ history, migrations }: { history: readonly AppliedMigration[]; migrations: readonly Migration[] }): void {
  const checksums = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  const namesWhere = (test: (row: AppliedMigration) => boolean) => history.filter(test).map((row) => row.name)

  const unfinished = namesWhere((row) => !row.isFinished)
  if (unfinished.length > 0) {
    throw new MigrationError(
      'UNFINISHED',
      `Another tool began ${unfinished.join(', ')} and did not finish. Repair the database, then say so with "prisma migrate resolve".`,
      { migrations: unfinished },
    )
  }
  const unknown = namesWhere((row) => !checksums.has(row.name))
  if (unknown.length > 0) {
    throw new MigrationError(
      'NEWER_SCHEMA',
      `The database is newer than this Flow: it has ${unknown.join(', ')}, which this version does not know. Upgrade Flow, or use another database.`,
      { migrations: unknown },
    )
  }
  const edited = namesWhere((row) => checksums.get(row.name) !== row.checksum)
  if (edited.length > 0) {
    throw new MigrationError(
      'CHECKSUM_MISMATCH',
      `${edited.join(', ')} changed after it was applied to this database. Restore the file as it was, and put the change into a new migration.`,
      { migrations: edited },
    )
  }
}
