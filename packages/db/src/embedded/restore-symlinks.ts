import { readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { errorCodeOf } from './error-code-of.ts'

type Link = { source: string; target: string }

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && 'source' in value && typeof value.source === 'string' && 'target' in value && typeof value.target === 'string'

/**
 * npm packages carry no symlinks: the platform package's postinstall makes them from a list, and does not run under
 * `--ignore-scripts`. Without them postgres dies on a missing libicuuc.so.60, so they are made here where absent.
 */
export async function restoreSymlinks(packageDir: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  if (!Array.isArray(list)) return
  for (const { source, target } of list.filter(isLink)) {
    await symlink(relative(dirname(target), source), join(packageDir, target)).catch((error: unknown) => {
      if (errorCodeOf(error) !== 'EEXIST') throw error
    })
  }
}
