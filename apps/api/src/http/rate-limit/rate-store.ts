import type { SqlRunner } from '@flow/db'
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'
import { createClient } from 'redis'
import { windowSeconds, type RateClass } from './rate-limits.ts'

/** Where the counts of all API processes meet. */
export type RateStore = {
  limiterOf: (options: { rateClass: RateClass; limit: number }) => RateLimiterStoreAbstract
  close: () => Promise<void>
}

/** Counts in the table `rate_limit`: one row update a request. */
export function createPostgresRateStore(sql: SqlRunner): RateStore {
  const storeClient = { query: ({ text, values }: { text: string; values: unknown[] }) => sql.executeSql(text, values) }
  return {
    limiterOf: ({ rateClass, limit }) =>
      new RateLimiterPostgres({
        storeClient,
        storeType: 'client',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: rateClass,
        points: limit,
        duration: windowSeconds,
        // Once a key is over its limit, this process refuses it for the rest of the window without asking.
        inMemoryBlockOnConsumed: limit + 1,
      }),
    close: async () => undefined,
  }
}

/** Counts in Redis or Valkey; while that is away, also at the start, in PostgreSQL. */
export function createRedisRateStore({ url, fallback, onError }: { url: string; fallback: RateStore; onError: (error: Error) => void }): RateStore {
  const storeClient = createClient({ url, disableOfflineQueue: true })
  storeClient.on('error', onError)
  // It tries again by itself until it is closed; each failure goes to onError.
  storeClient.connect().catch(() => undefined)
  return {
    limiterOf: ({ rateClass, limit }) =>
      new RateLimiterRedis({
        storeClient,
        useRedisPackage: true,
        keyPrefix: `flow:${rateClass}`,
        points: limit,
        duration: windowSeconds,
        inMemoryBlockOnConsumed: limit + 1,
        insuranceLimiter: fallback.limiterOf({ rateClass, limit }),
      }),
    close: async () => storeClient.destroy(),
  }
}
