import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { runCommand } from './run-command.ts'
import type { Location } from './settle-location.ts'

/** Gives a cluster whose password file was lost a new password, in single-user mode, which asks for none. */
export async function resetPassword({ location, password }: { location: Location; password: string }): Promise<void> {
  const { dataDir, binaries, account } = location
  // Only `postgres` surely exists; the password is hexadecimal, so it needs no escaping.
  const statement = `do $$ begin alter role postgres password '${password}'; if exists (select from pg_roles where rolname = 'flow') then alter role flow password '${password}'; end if; end $$\n`
  const { exitCode, output } = await runCommand({
    command: binaries.postgres,
    args: ['--single', '-D', dataDir, 'postgres'],
    account,
    stdin: statement,
  })
  if (exitCode !== 0 || /\b(ERROR|FATAL):/.test(output)) {
    throw new EmbeddedPostgresError('START_FAILED', `A new password could not be set in ${dataDir}: ${output.slice(-1000)}`)
  }
}
