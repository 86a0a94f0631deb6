import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

const staleAfterMs = 120_000

/** Builds the SDK and the CLI as they are published, and answers the program's path. Test files that run at the same time build in turn. */
export function buildCli(): string {
  const lock = join(repositoryRoot, 'packages', 'cli', 'node_modules', '.build-lock')
  takeLock(lock)
  try {
    for (const name of ['sdk', 'cli']) {
      const cwd = join(repositoryRoot, 'packages', name)
      const built = spawnSync(join(cwd, 'node_modules', '.bin', 'tsdown'), [], { cwd, encoding: 'utf8' })
      if (built.status !== 0) throw new Error(`packages/${name} could not be built:\n${built.stdout}${built.stderr}`)
    }
  } finally {
    rmdirSync(lock)
  }
  return join(repositoryRoot, 'packages', 'cli', 'dist', 'main.js')
}

function takeLock(path: string): void {
  for (;;) {
    try {
      mkdirSync(path)
      return
    } catch {
      const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
      if (since !== undefined && Date.now() - since > staleAfterMs) rmSync(path, { recursive: true, force: true })
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
}
