import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

const copied = ['package.json', 'openapi', 'packages', 'apps']
const left = new Set(['.venv', '.next', '.turbo', '.source', 'out', 'coverage', '__pycache__', '.pytest_cache', '.mypy_cache'])

/**
 * The repository's sources in a folder of their own: what is changed and generated there stays there. pnpm's links are relative, so copied as
 * they are, those to the repository's own packages lead into the copy; the installed packages are those of the repository.
 */
export async function copyRepository(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'flow-copy-'))
  for (const name of copied) await cp(join(repositoryRoot, name), join(root, name), { recursive: true, verbatimSymlinks: true, filter: isSource })
  await symlink(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'), 'dir')
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}

const isSource = (path: string): boolean => !left.has(basename(path)) && (basename(path) !== 'dist' || basename(dirname(path)) === 'openapi')
