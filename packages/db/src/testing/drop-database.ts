import type pg from 'pg'

/**
 * Drops a database if it is there, cutting off whoever is still connected. A plain drop has PostgreSQL's own clean-up in it end by itself;
 * `with (force)` fails on that, since only a superuser may end it.
 */
export async function dropDatabase({ client, name }: { client: pg.Client; name: string }): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount === 0) return
  // So that nobody comes back in between.
  await client.query(`alter database ${name} allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user', [name])
  await client.query(`drop database if exists ${name}`)
}
