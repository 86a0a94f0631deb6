import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** The key Prisma's own `migrate deploy` takes, so that the two never run at once. */
const lockKey = 72_707_369

const pollMs = 100

/**
 * Polls instead of waiting inside PostgreSQL: a waiting statement holds a snapshot, and the winner's
 * `create index concurrently` would wait for it for ever.
 */
export async function takeMigrationLock({ client, onProgress }: { client: pg.Client; onProgress: (message: string) => void }): Promise<void> {
  for (let isFirstTry = true; ; isFirstTry = false) {
    const { rows } = await client.query<{ isTaken: boolean }>('select pg_try_advisory_lock($1) as "isTaken"', [lockKey])
    if (rows[0]?.isTaken === true) return
    if (isFirstTry) onProgress('Another process is migrating this database; waiting for it.')
    await sleep(pollMs)
  }
}
