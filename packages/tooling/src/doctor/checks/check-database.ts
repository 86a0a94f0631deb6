import type { SqlRunner } from '@flow/db'
import { sql } from '@flow/db'
import { fault, good, warning, type Finding } from '../finding.ts'

const leastVersion = 150_000
const noticedMs = 2_000
// Webhooks' receivers refuse signatures that are five minutes off; a minute is no accident any more.
const wrongMs = 60_000

/** The server itself: its version, its extensions, its clock. */
export async function checkDatabase(db: SqlRunner): Promise<Finding[]> {
  const [row] = await db.query<{ version: string; number: number; trigramsInstalled: boolean; trigramsThere: boolean }>(sql`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      exists (select 1 from pg_extension where extname = 'pg_trgm') as trigrams_installed,
      exists (select 1 from pg_available_extensions where name = 'pg_trgm') as trigrams_there`)
  if (!row) throw new Error('the database answered nothing')
  return [checkVersion(row), checkTrigrams(row), await checkClock(db)]
}

function checkVersion({ version, number }: { version: string; number: number }): Finding {
  if (number >= leastVersion) return good('database', `PostgreSQL ${version} answers`)
  return fault('database', { message: `PostgreSQL ${version} is too old: Flow needs 15.`, remedy: 'Upgrade the server, or set DATABASE_URL to another.' })
}

function checkTrigrams({ trigramsInstalled, trigramsThere }: { trigramsInstalled: boolean; trigramsThere: boolean }): Finding {
  if (trigramsInstalled) return good('extensions', 'pg_trgm is there')
  if (trigramsThere)
    return warning('extensions', {
      message: 'pg_trgm is not installed in this database yet.',
      remedy: 'The next start of Flow installs it with its migrations.',
    })
  return fault('extensions', {
    message: 'the server does not have the extension pg_trgm.',
    remedy: 'Install PostgreSQL’s contrib package on the server (postgresql-contrib), or have its operator allow pg_trgm.',
  })
}

async function checkClock(db: SqlRunner): Promise<Finding> {
  const before = Date.now()
  const [row] = await db.query<{ now: Date }>(sql`select clock_timestamp() as now`)
  const after = Date.now()
  const offMs = Math.round((row?.now.getTime() ?? before) - (before + after) / 2)
  const message = `the clocks of this machine and of the database differ by ${(Math.abs(offMs) / 1_000).toFixed(1)} s`
  const remedy = 'Let both machines set their clocks by NTP. Posts go out by the clock of the database; signatures carry that of this machine.'
  if (Math.abs(offMs) >= wrongMs) return fault('clock', { message, remedy })
  return Math.abs(offMs) >= noticedMs ? warning('clock', { message, remedy }) : good('clock', message)
}
