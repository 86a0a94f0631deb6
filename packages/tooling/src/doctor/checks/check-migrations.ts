import { sql, type SqlRunner } from '@flow/db'
import { listMigrations } from '@flow/db/migrate'
import { fault, good, warning, type Finding } from '../finding.ts'

/** Whether the database is at this version of Flow, and whether anything can be read of it. */
export async function checkMigrations(db: SqlRunner): Promise<{ findings: Finding[]; isReadable: boolean }> {
  const [there] = await db.query<{ isThere: boolean }>(sql`select to_regclass('_prisma_migrations') is not null as is_there`)
  const known = await listMigrations()
  if (!there?.isThere) {
    const told = { message: 'the database holds nothing of Flow yet.', remedy: 'npm start, or the start of an API or a worker, makes its tables.' }
    return { findings: [warning('migrations', told)], isReadable: false }
  }
  const applied = await db.query<{ name: string; isFinished: boolean }>(
    sql`select migration_name as name, finished_at is not null as is_finished from _prisma_migrations where rolled_back_at is null`,
  )
  const names = new Set(applied.map(({ name }) => name))
  const pending = known.filter(({ name }) => !names.has(name)).map(({ name }) => name)
  const unknown = applied.filter(({ name }) => !known.some((each) => each.name === name)).map(({ name }) => name)
  const unfinished = applied.filter(({ isFinished }) => !isFinished).map(({ name }) => name)
  const findings = [
    ...(unfinished.length > 0
      ? [
          fault('migrations', {
            message: `begun by another tool and not finished: ${unfinished.join(', ')}.`,
            remedy: 'Repair the database, then say so with "prisma migrate resolve".',
          }),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          fault('migrations', {
            message: `the database is newer than this Flow: it has ${unknown.join(', ')}.`,
            remedy: 'Upgrade Flow, or use another database.',
          }),
        ]
      : []),
    ...(pending.length > 0
      ? [
          warning('migrations', {
            message: `${pending.length} of ${known.length} are not applied yet: ${pending.join(', ')}.`,
            remedy: 'Start Flow: it applies them. Back up first.',
          }),
        ]
      : []),
  ]
  return { findings: findings.length > 0 ? findings : [good('migrations', `all ${known.length} are applied`)], isReadable: pending.length === 0 }
}
