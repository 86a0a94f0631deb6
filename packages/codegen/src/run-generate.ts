import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleSpec } from './bundle-spec.ts'
import { emitCli } from './cli/emit-cli.ts'
import { emitErrorCodes } from './emit-error-codes.ts'
import { emitNetworks } from './emit-networks.ts'
import { emitOperations } from './emit-operations.ts'
import { emitTypes } from './emit-types.ts'
import { repositoryRoot, type GeneratedFile } from './generated-file.ts'
import { emitMcp } from './mcp/emit-mcp.ts'
import { emitSdks } from './sdk/emit-sdks.ts'

export const isMain = (url: string): boolean => process.argv[1] === fileURLToPath(url)

/** Writes every file generated from `openapi/`; with `check` writes nothing and answers 1 where one is stale. */
export async function runGenerate({ check }: { check: boolean }): Promise<number> {
  const started = performance.now()
  const errorCodes = await emitErrorCodes()
  const stale = await settle({ files: errorCodes, check })
  const spec = await bundleSpec()
  const files = [spec.file, emitNetworks(), ...(await emitTypes(spec.document)), emitOperations(spec.document), ...emitSdks(spec.document)]
  files.push(...(await emitCli(spec.document)), emitMcp(spec.document))
  stale.push(...(await settle({ files, check })))

  if (check && stale.length > 0) {
    console.error(`generate: stale, run \`pnpm generate\` and commit:\n${stale.map((path) => `  ${path}`).join('\n')}`)
    return 1
  }
  const total = files.length + errorCodes.length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`generate: ${total} files ${check ? 'fresh' : `current (${stale.length} rewritten)`} in ${seconds} s`)
  return 0
}

async function settle({ files, check }: { files: GeneratedFile[]; check: boolean }): Promise<string[]> {
  const changed: string[] = []
  for (const file of files) {
    const before = await readFile(file.path, 'utf8').catch(() => undefined)
    if (before === file.content) continue
    changed.push(relative(repositoryRoot, file.path))
    if (check) continue
    await mkdir(dirname(file.path), { recursive: true })
    await writeFile(file.path, file.content)
  }
  return changed
}
