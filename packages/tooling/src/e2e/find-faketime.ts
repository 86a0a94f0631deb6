import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fuzzVenv } from '../fuzz/fuzz-venv.ts'

/** The library libfaketime: the one that `npm test` installs from PyPI, else the machine's own. Linux alone loads it so. */
export function findFaketime(): string | undefined {
  if (process.platform !== 'linux') return undefined
  const packaged = ['libfaketime', 'vendor', 'libfaketime', 'src', 'libfaketime.so.1']
  const installed = foldersIn(join(fuzzVenv, 'lib')).map((python) => join(fuzzVenv, 'lib', python, 'site-packages', ...packaged))
  const own = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].flatMap((folder) =>
    ['', ...foldersIn(folder)].map((name) => join(folder, name, 'faketime', 'libfaketime.so.1')),
  )
  return [...installed, ...own].find((path) => existsSync(path))
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
