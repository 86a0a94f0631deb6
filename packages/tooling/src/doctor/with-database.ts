import { openDatabase, sql, type SqlRunner } from '@flow/db'
import { fault, skipped, warning, type Finding } from './finding.ts'
import type { Setup } from './read-setup.ts'

const patienceMs = 5_000

/** Looks at the database; where there is none, says why and goes on without. */
export async function withDatabase<Result>({
  setup: { databaseUrl, isOwnDatabase },
  look,
}: {
  setup: Setup
  look: (db: SqlRunner | undefined) => Promise<Result>
}): Promise<{ result: Result; findings: Finding[] }> {
  if (databaseUrl === undefined) {
    const told = {
      message: 'Flow’s own PostgreSQL was never started on this state folder.',
      remedy: 'npm start, or set DATABASE_URL to a PostgreSQL of yours.',
    }
    return { result: await look(undefined), findings: [warning('database', told)] }
  }
  if (!/^postgres(ql)?:/.test(databaseUrl) || !URL.canParse(databaseUrl))
    return { result: await look(undefined), findings: [skipped('database', 'DATABASE_URL is no address, as said above')] }
  const database = openDatabase({
    url: databaseUrl,
    poolSize: 2,
    waitTimeoutMs: patienceMs,
    statementTimeoutMs: patienceMs,
    applicationName: 'flow-doctor',
    onError: () => undefined,
  })
  try {
    const failure = await database.sql.query(sql`select 1`).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure === undefined) return { result: await look(database.sql), findings: [] }
    return { result: await look(undefined), findings: [explain({ failure, databaseUrl, isOwnDatabase })] }
  } finally {
    await database.close()
  }
}

function explain({ failure, databaseUrl, isOwnDatabase }: { failure: unknown; databaseUrl: string; isOwnDatabase: boolean }): Finding {
  const { host, pathname } = new URL(databaseUrl)
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : ''
  const why = code || (failure instanceof Error ? failure.message : String(failure))
  const message = `the database ${pathname.slice(1)} on ${host} can't be used (${why}).`
  if (isOwnDatabase && code === 'ECONNREFUSED')
    return fault('database', { message: `Flow’s own PostgreSQL on ${host} does not run.`, remedy: 'npm start starts it; then ask again.' })
  return fault('database', { message, remedy: remedies[code] ?? 'Check DATABASE_URL, that the server runs, and that a firewall lets this machine in.' })
}

const remedies: Record<string, string> = {
  ECONNREFUSED: 'Start PostgreSQL there, or mend host and port in DATABASE_URL.',
  ENOTFOUND: 'Mend the host in DATABASE_URL: no machine has that name.',
  '28P01': 'Mend user and password in DATABASE_URL.',
  '28000': 'Let this user in from this machine (pg_hba.conf), or mend DATABASE_URL.',
  '3D000': 'The server runs and has no such database: npm start makes it where the user may, else create it.',
  '42501': 'Give the user of DATABASE_URL its rights on this database.',
}
