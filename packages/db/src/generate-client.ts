import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageDir, runPrisma } from './prisma-cli/run-prisma.ts'

const clientDir = join(packageDir, 'src', 'generated', 'prisma')

/** Writes src/generated/prisma from prisma/schema, which needs no database; names the files that were not what it makes. */
export async function generateClient(): Promise<string[]> {
  const before = await readClient()
  const { exitCode, stdout, stderr } = await runPrisma({ args: ['generate'] })
  if (exitCode !== 0 || !stdout.includes('Generated Prisma Client')) {
    throw new Error(`prisma generate failed (exit code ${exitCode}):\n${stdout}\n${stderr}`)
  }
  const after = await readClient()
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
}

async function readClient(): Promise<Map<string, string>> {
  const entries = await readdir(clientDir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)))
}

// usage: node generate-client.ts [--check]
if (import.meta.main) {
  const rewritten = await generateClient()
  console.log(`database client: ${rewritten.length} files rewritten`)
  if (process.argv.includes('--check') && rewritten.length > 0) {
    console.error(`It was stale; it is written anew, commit it:\n${rewritten.map((path) => `  ${path}`).join('\n')}`)
    process.exitCode = 1
  }
}
