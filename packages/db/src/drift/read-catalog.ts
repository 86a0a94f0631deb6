import pg from 'pg'

const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`
const notOfExtension = (oid: string) => `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`
const tables = `pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> '_prisma_migrations' and ${notOfExtension('c.oid')}`

// One select a kind of thing, each giving finished lines. `c.oid::regclass` leaves "public." out.
const lineQueries = [
  `select 'extension ' || extname as line from pg_extension where extname <> 'plpgsql'`,
  `select format('enum %s: %s', t.oid::regtype, string_agg(e.enumlabel, ', ' order by e.enumsortorder)) as line
     from pg_type t join pg_enum e on e.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace
    where ${ours} and ${notOfExtension('t.oid')} group by t.oid`,
  `select format('function %s: %s', p.oid::regprocedure, pg_get_functiondef(p.oid)) as line
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} and p.prokind in ('f', 'p') and ${notOfExtension('p.oid')}`,
  `select format('table %s: kind %s, row security %s%s', c.oid::regclass, c.relkind,
            case when c.relrowsecurity then 'on' else 'off' end, case when c.relforcerowsecurity then ', forced' else '' end) as line
     from ${tables}`,
  `select format('table %s view: %s', c.oid::regclass, pg_get_viewdef(c.oid)) as line from ${tables} and c.relkind in ('v', 'm')`,
  `select format('table %s column %I: %s%s%s%s', t.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then ' not null' else '' end,
            case when a.attgenerated <> '' then ' generated as ' || pg_get_expr(f.adbin, f.adrelid)
                 when f.adbin is not null then ' default ' || pg_get_expr(f.adbin, f.adrelid) else '' end,
            case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end) as line
     from (select c.oid from ${tables}) t join pg_attribute a on a.attrelid = t.oid
     left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped`,
  `select format('table %s index: %s%s', t.oid::regclass, pg_get_indexdef(i.indexrelid),
            case when i.indisvalid then '' else ' INVALID' end) as line
     from (select c.oid from ${tables}) t join pg_index i on i.indrelid = t.oid`,
  // Not null is told with the column; PostgreSQL 18 lists it here as well.
  `select format('table %s constraint %I: %s', t.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) as line
     from (select c.oid from ${tables}) t join pg_constraint k on k.conrelid = t.oid where k.contype <> 'n'`,
  `select format('table %s trigger: %s', t.oid::regclass, pg_get_triggerdef(g.oid)) as line
     from (select c.oid from ${tables}) t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
  `select format('table %s policy %I: %s for %s to %s using (%s) with check (%s)', t.oid::regclass, p.polname,
            case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
            (select string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname) from unnest(p.polroles) u left join pg_roles r on r.oid = u),
            pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as line
     from (select c.oid from ${tables}) t join pg_policy p on p.polrelid = t.oid`,
]

/** Everything the migrations made, one sorted line each; what Prisma does not look at included. */
export async function readCatalog(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set search_path = public')
    const lines: string[] = []
    for (const query of lineQueries) {
      const { rows } = await client.query<{ line: string }>(query)
      lines.push(...rows.map((row) => row.line.replaceAll(/\s+/g, ' ').trim()))
    }
    return `${lines.sort().join('\n')}\n`
  } finally {
    await client.end()
  }
}
