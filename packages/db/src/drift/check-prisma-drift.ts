import { defaultMigrationsDir } from '../migrate/list-migrations.ts'
import { runPrisma } from '../prisma-cli/run-prisma.ts'
import type { Drift } from './drift.ts'

/**
 * Replays the migrations into a shadow database on that server and compares with the schema files. Only exit code 0
 * together with Prisma's own words counts as clean: a dead engine has ended in exit code 0 and silence before.
 */
export async function checkPrismaDrift({
  databaseUrl,
  migrationsDir = defaultMigrationsDir,
  schemaPath = 'prisma/schema',
  engine,
}: {
  databaseUrl: string
  migrationsDir?: string
  schemaPath?: string
  engine?: string
}): Promise<Drift> {
  const { exitCode, stdout, stderr } = await runPrisma({
    args: ['migrate', 'diff', '--from-migrations', migrationsDir, '--to-schema', schemaPath, '--exit-code'],
    databaseUrl,
    ...(engine === undefined ? {} : { engine }),
  })
  if (exitCode === 0 && stdout.includes('No difference detected')) return { isClean: true }
  const said = `${stdout}\n${stderr}`.trim()
  const meaning =
    exitCode === 2
      ? 'The migrations do not make what prisma/schema says. Write the missing one with: node packages/db/src/migrate/new-migration.ts <name>'
      : `Prisma's comparison did not work (exit code ${exitCode}), so nothing is known.`
  return { isClean: false, explanation: `${meaning}\n${said}` }
}
