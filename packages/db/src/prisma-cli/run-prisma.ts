import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const packageDir = fileURLToPath(new URL('../..', import.meta.url))
export const schemaEngine = join(packageDir, 'schema-engine', 'schema-engine.mjs')

export type PrismaRun = { exitCode: number | null; stdout: string; stderr: string }

/** Runs Prisma's CLI offline, on our schema engine, without its telemetry and update check. Never throws for its exit code. */
export async function runPrisma({
  args,
  databaseUrl,
  engine = schemaEngine,
}: {
  args: readonly string[]
  databaseUrl?: string
  /** Another engine, for the test that a broken one is noticed. */
  engine?: string
}): Promise<PrismaRun> {
  if (engine === schemaEngine) await chmod(engine, 0o755)
  const require = createRequire(import.meta.url)
  const cli = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: packageDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        // The engine's first line asks `env` for node, which must be this one.
        PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
        HOME: tmpdir(),
        NO_COLOR: '1',
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        PRISMA_SCHEMA_ENGINE_BINARY: engine,
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
