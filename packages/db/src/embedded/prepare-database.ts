import pg from 'pg'
import { errorCodeOf } from './error-code-of.ts'

/** The login of the app, which owns the database `flow` and is no superuser: what it may do, a managed server allows too. */
const appRole = 'flow'

export type DatabaseUrls = { url: string; adminUrl: string }

export function urlsOf({ port, password }: { port: number; password: string }): DatabaseUrls {
  return {
    url: `postgresql://${appRole}:${password}@127.0.0.1:${port}/flow`,
    adminUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
  }
}

// What a connection meets whose server is ending: the socket's own codes, and PostgreSQL's for a shutdown or a crash.
const isEnding = (error: unknown) =>
  /^(ECONNRESET|ECONNREFUSED|EPIPE|57P0[123])$/.test(errorCodeOf(error) ?? '') || (error instanceof Error && /Connection terminated/.test(error.message))

/** Makes role and database where missing; 'wrong-password' if the cluster was made with another one, 'ending' if the server was about to end. */
export async function prepareDatabase({ port, password }: { port: number; password: string }): Promise<'prepared' | 'wrong-password' | 'ending'> {
  const client = new pg.Client({ connectionString: urlsOf({ port, password }).adminUrl })
  // A connection cut by a server that goes down must not end the process; the query in flight reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await ensureRoleAndDatabase({ client, password })
    await client.end()
    return 'prepared'
  } catch (error) {
    await client.end().catch(() => undefined)
    if (errorCodeOf(error) === '28P01') return 'wrong-password'
    if (isEnding(error)) return 'ending'
    throw error
  }
}

async function ensureRoleAndDatabase({ client, password }: { client: pg.Client; password: string }): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext('flow prepare database'))")
  const { rows } = await client.query<{ hasRole: boolean; hasDatabase: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as "hasRole",
            exists (select from pg_database where datname = 'flow') as "hasDatabase"`,
    [appRole],
  )
  const { hasRole, hasDatabase } = rows[0] ?? { hasRole: false, hasDatabase: false }
  if (!hasRole) await client.query(`create role ${appRole} login createdb password ${client.escapeLiteral(password)}`)
  if (!hasDatabase) await client.query(`create database flow owner ${appRole}`)
}
