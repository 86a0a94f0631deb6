import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { repositoryRoot } from '../../run-step.ts'

export type BenchWorker = { pid: number; stop: () => Promise<void> }

/**
 * A worker as it runs in production, its log at `info` going nowhere.
 * FLOW_BENCH_PROFILE names a folder for a profile of its processor time.
 */
export async function startBenchWorker({ env, slots }: { env: Record<string, string>; slots: number }): Promise<BenchWorker> {
  const folder = process.env['FLOW_BENCH_PROFILE']
  const profile = folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
  const child = spawn(process.execPath, [...profile, '--disable-warning=ExperimentalWarning', join(repositoryRoot, 'apps/worker/src/main.ts')], {
    env: { ...process.env, ...env, FLOW_WORKER_SLOTS: String(slots), FLOW_LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (child.pid === undefined) throw new Error('the worker did not start')
  return {
    pid: child.pid,
    stop: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
