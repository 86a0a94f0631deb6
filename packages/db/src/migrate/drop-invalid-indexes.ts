import type pg from 'pg'

/** Drops what an interrupted `create index concurrently` left, if the migration at hand names it. */
export async function dropInvalidIndexes({ client, mentionedIn }: { client: pg.Client; mentionedIn: string }): Promise<void> {
  const { rows } = await client.query<{ name: string; identifier: string }>(
    `select c.relname as name, format('%I.%I', n.nspname, c.relname) as identifier
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where not i.indisvalid`,
  )
  for (const { name, identifier } of rows) {
    if (mentionedIn.includes(name)) await client.query(`drop index concurrently if exists ${identifier}`)
  }
}
