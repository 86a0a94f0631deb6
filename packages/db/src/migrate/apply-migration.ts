import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { dropInvalidIndexes } from './drop-invalid-indexes.ts'
import type { Migration } from './list-migrations.ts'
import { MigrationError } from './migration-error.ts'

type ApplyOptions = { client: pg.Client; migration: Migration; historyTable: string }

/** All of it or nothing, and recorded in the same transaction. */
export async function applyMigration({ client, migration, historyTable }: ApplyOptions): Promise<void> {
  // A migration may wait long for a lock or build a long index; what it sets itself must not reach the next one.
  await client.query('reset all; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0')
  try {
    await (migration.isTransactional ? applyInTransaction : applyOutside)({ client, migration, historyTable })
  } catch (cause) {
    if (migration.isTransactional) await client.query('rollback').catch(() => undefined)
    throw new MigrationError('FAILED', describeFailure({ cause, migration }), { cause, migrations: [migration.name] })
  }
}

async function applyInTransaction(options: ApplyOptions): Promise<void> {
  const { client, migration } = options
  await client.query('begin')
  await client.query(migration.sql)
  await record(options)
  const { command } = await client.query('commit')
  // PostgreSQL answers a commit of a failed transaction with ROLLBACK and no error.
  if (command !== 'COMMIT') throw new Error('the migration ended its own transaction')
}

/**
 * PostgreSQL runs several statements sent at once as one transaction, so such a file holds one statement. Of a
 * `create index concurrently` that failed, now or in a killed process, an invalid index stays; it goes first.
 */
async function applyOutside(options: ApplyOptions): Promise<void> {
  const { client, migration } = options
  await dropInvalidIndexes({ client, mentionedIn: migration.sql })
  try {
    await client.query(migration.sql)
  } catch (error) {
    await dropInvalidIndexes({ client, mentionedIn: migration.sql }).catch(() => undefined)
    throw error
  }
  await record(options)
}

async function record({ client, migration, historyTable }: ApplyOptions): Promise<void> {
  await client.query(
    `insert into ${historyTable} (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  )
}

function describeFailure({ cause, migration }: { cause: unknown; migration: Migration }): string {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const place = cause instanceof pg.DatabaseError ? lineOf({ sql: migration.sql, position: cause.position }) : ''
  const detail = cause instanceof pg.DatabaseError && cause.detail !== undefined ? ` (${cause.detail})` : ''
  const isMixed = !migration.isTransactional && cause instanceof pg.DatabaseError && cause.code === '25001'
  const advice = isMixed ? ' A migration without a transaction holds a single statement.' : ''
  return `Migration ${migration.name} failed${place}: ${reason}${detail}. Nothing of it was kept.${advice}`
}

function lineOf({ sql, position }: { sql: string; position: string | undefined }): string {
  if (position === undefined) return ''
  // PostgreSQL counts characters from 1, not UTF-16 units.
  const before = Array.from(sql).slice(0, Number(position) - 1)
  return ` at line ${before.filter((character) => character === '\n').length + 1}`
}
