import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

export type App = { name: string; logPath: string; child: ChildProcess; exited: Promise<number>; stop: () => Promise<void> }

const stopWithinMs = 30_000

/** Starts one of Flow's apps in a process group of its own, so that Ctrl-C reaches it through `stop` alone; its log goes to the state folder. */
export function runApp({ name, stateDir, env }: { name: string; stateDir: string; env: Record<string, string> }): App {
  const logPath = join(stateDir, `${name}.log`)
  const log = createWriteStream(logPath, { flags: 'a', mode: 0o600 })
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(repositoryRoot, 'apps', name, 'src', 'main.ts')], {
    cwd: repositoryRoot,
    env: { ...process.env, NODE_COMPILE_CACHE: join(stateDir, 'compile-cache'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdout?.pipe(log)
  child.stderr?.pipe(log)
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  return {
    name,
    logPath,
    child,
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
      await exited
      clearTimeout(late)
    },
  }
}
