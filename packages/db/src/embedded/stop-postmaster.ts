import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { errorCodeOf } from './error-code-of.ts'
import { findPostmaster } from './find-postmaster.ts'

/** Fast shutdown (SIGINT: clients are cut off, work is checkpointed), then, past the timeout, immediate (SIGQUIT). */
export async function stopPostmaster({ dataDir, timeoutMs = 30_000 }: { dataDir: string; timeoutMs?: number }): Promise<void> {
  if (await signalAndWait({ dataDir, signal: 'SIGINT', timeoutMs })) return
  if (await signalAndWait({ dataDir, signal: 'SIGQUIT', timeoutMs: 5_000 })) return
  throw new EmbeddedPostgresError('STOP_FAILED', `PostgreSQL on ${dataDir} did not stop. Its pid is in postmaster.pid there.`)
}

async function signalAndWait({ dataDir, signal, timeoutMs }: { dataDir: string; signal: 'SIGINT' | 'SIGQUIT'; timeoutMs: number }): Promise<boolean> {
  const postmaster = await findPostmaster(dataDir)
  if (postmaster === undefined) return true
  try {
    process.kill(postmaster.pid, signal)
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error
  }
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    const found = await findPostmaster(dataDir)
    if (found?.pid !== postmaster.pid) return true
    await sleep(15)
  }
  return false
}
