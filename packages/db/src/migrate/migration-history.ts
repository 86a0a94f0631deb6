import type pg from 'pg'

export type AppliedMigration = { name: string; checksum: string; isFinished: boolean }

export type History = {
  /** With its schema and quoted: a migration may change the search path. */
  table: string
  rows: AppliedMigration[]
}

/** Prisma's table, made as Prisma makes it, so that `prisma migrate status` and we read one history. */
export async function openHistory(client: pg.Client): Promise<History> {
  const { rows: schemas } = await client.query<{ schema: string | null }>('select current_schema() as schema')
  const table = `${client.escapeIdentifier(schemas[0]?.schema ?? 'public')}._prisma_migrations`
  await client.query(`
    create table if not exists ${table} (
      id varchar(36) primary key not null,
      checksum varchar(64) not null,
      finished_at timestamptz,
      migration_name varchar(255) not null,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0
    )`)
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name as name, checksum, finished_at is not null as "isFinished"
       from ${table} where rolled_back_at is null order by migration_name`,
  )
  return { table, rows }
}
