import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodeOf } from './error-code-of.ts'
import { urlsOf } from './prepare-database.ts'

/** The address of Flow's own PostgreSQL, where it was ever started on this state folder; whether it runs is not said. */
export async function findOwnDatabase({ stateDir, port }: { stateDir: string; port: number }): Promise<string | undefined> {
  try {
    const password = (await readFile(join(stateDir, 'postgres-password'), 'utf8')).trim()
    return urlsOf({ port, password }).url
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
