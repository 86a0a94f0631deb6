import pg from 'pg'
import { MigrationError } from './migration-error.ts'

const sqlStateOf = (error: unknown) => (error instanceof pg.DatabaseError ? error.code : undefined)

/** Opens a session; a database that does not exist (3D000) is created first, from the database `postgres` beside it. */
export async function connect({ url, onProgress }: { url: string; onProgress: (message: string) => void }): Promise<pg.Client> {
  try {
    return await openSession(url)
  } catch (error) {
    if (sqlStateOf(error) !== '3D000') throw error
  }
  const database = decodeURIComponent(new URL(url).pathname.slice(1))
  onProgress(`Creating the database ${database}.`)
  await createDatabase({ url, database })
  return openSession(url)
}

async function openSession(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'flow migrate' })
  // A connection that breaks between two queries must not end the process; the next query reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

async function createDatabase({ url, database }: { url: string; database: string }): Promise<void> {
  const besideUrl = new URL(url)
  besideUrl.pathname = '/postgres'
  try {
    const client = await openSession(besideUrl.toString())
    try {
      await client.query(`create database ${client.escapeIdentifier(database)}`)
    } finally {
      await client.end()
    }
  } catch (cause) {
    const isMadeByAnother = sqlStateOf(cause) === '42P04' || sqlStateOf(cause) === '23505'
    if (isMadeByAnother) return
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(
      'NO_DATABASE',
      `The database ${database} does not exist and could not be created (${reason}). Create it, or give a DATABASE_URL that names one.`,
      { cause },
    )
  }
}
