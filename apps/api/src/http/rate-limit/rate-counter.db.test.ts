import { openDatabase, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import type { RateLimiterStoreAbstract } from 'rate-limiter-flexible'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRateCounter, type RateCounter } from './rate-counter.ts'
import { createPostgresRateStore } from './rate-store.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolSize: 8, applicationName: 'test', onError: () => undefined })
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

/** A counter as each API process has one, and how often it has updated the store. */
function counterOf(limit: number): { take: RateCounter; updates: () => number } {
  const limiter = createPostgresRateStore(database.sql).limiterOf({ rateClass: 'general', limit })
  let updates = 0
  const consume = (key: string, points: number) => {
    updates += 1
    return limiter.consume(key, points)
  }
  // The true limiter with a tally; the counter calls nothing else of it.
  const counted = { consume } as unknown as RateLimiterStoreAbstract
  return { take: createRateCounter({ limiter: counted, limit }), updates: () => updates }
}

const takeAtOnce = async ({ takes, key, count }: { takes: RateCounter[]; key: string; count: number }) =>
  Promise.all(Array.from({ length: count }, (_, index) => takes[index % takes.length]?.(key) ?? Promise.reject(new Error('no counter'))))

describe.each([60, 600, 999])('%i a minute', (limit) => {
  test('is exact over two processes, with one update of the row a request', async () => {
    const [one, other] = [counterOf(limit), counterOf(limit)]
    const counts = await takeAtOnce({ takes: [one.take, other.take], key: `key_exact_${limit}`, count: limit })
    expect(counts.every(({ isAllowed }) => isAllowed)).toBe(true)
    expect(one.updates() + other.updates()).toBe(limit)
    expect(new Set(counts.map(({ remaining }) => remaining)).size).toBe(limit)
    const over = await takeAtOnce({ takes: [one.take, other.take], key: `key_exact_${limit}`, count: 10 })
    expect(over.some(({ isAllowed }) => isAllowed)).toBe(false)
  })
})

describe.each([1_000, 1_005, 5_000])('%i a minute', (limit) => {
  test('leases requests in blocks of a hundredth: never more than the limit, and an update a block', async () => {
    const [one, other] = [counterOf(limit), counterOf(limit)]
    const counts = await takeAtOnce({ takes: [one.take, other.take], key: `key_leased_${limit}`, count: limit + 500 })
    const allowed = counts.filter(({ isAllowed }) => isAllowed).length
    const block = Math.floor(limit / 100)
    console.log(`${limit} a minute: ${allowed} allowed of ${limit + 500} with ${one.updates() + other.updates()} updates`)
    expect(allowed).toBeLessThanOrEqual(limit)
    // Each process may keep the rest of a block, and what is less than a block is not given out.
    expect(allowed).toBeGreaterThan(limit - 3 * block)
    expect(one.updates() + other.updates()).toBeLessThan(limit / 2)
    for (const { msToReset } of counts) expect(msToReset).toBeLessThanOrEqual(60_000)
  })
})
