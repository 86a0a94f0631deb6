import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

const staleAfterMs = 120_000

/** Builds the SDK and the CLI as they are published, and answers the program's path. What is built and newer than its source stays, since another test file may be running it. */
export function buildCli(): string {
  const lock = join(repositoryRoot, 'packages', 'cli', 'node_modules', '.build-lock')
  takeLock(lock)
  try {
    for (const [name, entry] of [
      ['sdk', 'index.js'],
      ['cli', 'main.js'],
    ] as const) {
      const cwd = join(repositoryRoot, 'packages', name)
      if (isFresh({ folder: cwd, entry })) continue
      const built = spawnSync(join(cwd, 'node_modules', '.bin', 'tsdown'), [], { cwd, encoding: 'utf8' })
      if (built.status !== 0) throw new Error(`packages/${name} could not be built:\n${built.stdout}${built.stderr}`)
    }
  } finally {
    rmdirSync(lock)
  }
  return join(repositoryRoot, 'packages', 'cli', 'dist', 'main.js')
}

function isFresh({ folder, entry }: { folder: string; entry: string }): boolean {
  const built = statSync(join(folder, 'dist', entry), { throwIfNoEntry: false })
  if (!built) return false
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, 'src', name))
  const newest = Math.max(...[...sources, join(folder, 'package.json'), join(folder, 'tsdown.config.ts')].map((path) => statSync(path).mtimeMs))
  return built.mtimeMs > newest
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
