import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Runs git in the repository; answers what it prints. */
export const git = (...args: string[]): string => runGit({ args, env: {} })

/** The tree of a folder's tracked files as they stand, also where they are not committed; the repository's index stays as it is. */
export function treeOf(path: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'flow-index-'))
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  try {
    runGit({ args: ['read-tree', 'HEAD'], env })
    runGit({ args: ['add', '--update', path], env })
    return runGit({ args: ['write-tree', `--prefix=${path}/`], env })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runGit({ args, env }: { args: string[]; env: Record<string, string> }): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', env: { ...process.env, ...env } })
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${(error?.message ?? stderr).trim()}`)
  return stdout.trim()
}
