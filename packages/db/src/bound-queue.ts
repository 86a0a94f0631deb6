import type { Pool, PoolClient } from 'pg'

type Callback = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void

/** Makes a pool refuse at once where too many wait already: they would fail anyway, later and at random. */
export function boundQueue({ pool, queueLength }: { pool: Pool; queueLength: number }): void {
  const connect: (callback?: Callback) => unknown = pool.connect.bind(pool)
  const bounded = (callback?: Callback): unknown => {
    if (pool.waitingCount < queueLength) return connect(callback)
    const error = Object.assign(new Error(`more than ${queueLength} callers wait for the database`), { code: 'DATABASE_BUSY' })
    if (!callback) return Promise.reject(error)
    return process.nextTick(callback, error, undefined, () => undefined)
  }
  // Both forms of the pool's own method, which its types list one by one.
  pool.connect = bounded as Pool['connect']
}
