import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { Postmaster } from './find-postmaster.ts'

const noticeAfterMs = 3_000
const recoveryTimeoutMs = 180_000

/** Looks until the server takes connections; undefined if it ended instead. `look` says 'pending' before it has a pid. */
export async function awaitReady({
  look,
  logFile,
  onProgress,
}: {
  look: () => Promise<Postmaster | 'pending' | 'ended'>
  logFile: string
  onProgress: (message: string) => void
}): Promise<Postmaster | undefined> {
  const startedAt = performance.now()
  let isNoticed = false
  for (;;) {
    const seen = await look()
    if (seen === 'ended') return undefined
    if (seen !== 'pending' && seen.isReady) return seen
    const waitedMs = performance.now() - startedAt
    if (waitedMs > recoveryTimeoutMs) {
      throw new EmbeddedPostgresError('START_FAILED', `PostgreSQL is still not ready after ${Math.round(recoveryTimeoutMs / 1000)} s. Its log: ${logFile}`)
    }
    if (waitedMs > noticeAfterMs && !isNoticed) {
      isNoticed = true
      onProgress('PostgreSQL is replaying its journal after an unclean stop; this can take a while.')
    }
    await sleep(15)
  }
}
