import { DomainError } from '@flow/core'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createRateCounter, type RateCount } from './rate-counter.ts'
import { rateClasses, windowSeconds, type RateClass, type RateLimits } from './rate-limits.ts'
import type { RateStore } from './rate-store.ts'

export type RateLimiter = {
  /** Counts a request of a key in the general class and, where there is one, in the class of its operation; answers the tighter count. */
  take: (options: { keyId: string; rateClass: RateClass | null }) => Promise<RateCount>
  /** Throws where an address has failed to authenticate too often. */
  checkAddress: (address: string) => Promise<void>
  noteFailure: (address: string) => Promise<void>
}

const failuresAWindow = 60

export function createRateLimiter({ store, limits }: { store: RateStore; limits: RateLimits }): RateLimiter {
  const counterOf = (rateClass: RateClass) => createRateCounter({ limiter: store.limiterOf({ rateClass, limit: limits[rateClass] }), limit: limits[rateClass] })
  // One an address, in this process alone: it has to be cheap, for it stands before authentication.
  const failures = new RateLimiterMemory({ points: failuresAWindow, duration: windowSeconds })
  const counters = Object.fromEntries(rateClasses.map((rateClass) => [rateClass, counterOf(rateClass)]))
  const count = async (rateClass: RateClass, keyId: string): Promise<RateCount> => {
    const counter = counters[rateClass]
    if (!counter) throw new Error(`no counter for the class ${rateClass}`)
    return counter(keyId)
  }
  return {
    take: async ({ keyId, rateClass }) => {
      const general = await count('general', keyId)
      if (!general.isAllowed || rateClass === null || rateClass === 'general') return general
      const special = await count(rateClass, keyId)
      return special.isAllowed && general.remaining < special.remaining ? general : special
    },
    checkAddress: async (address) => {
      const known = await failures.get(address)
      if (known && known.consumedPoints >= failuresAWindow) {
        const retryAfterSeconds = Math.max(1, Math.ceil(known.msBeforeNext / 1000))
        throw new DomainError({
          code: 'RATE_LIMIT_EXCEEDED',
          message: `Too many requests with a wrong API key came from this address. Repeat the request in ${retryAfterSeconds} s, with a good key.`,
          retryAfterSeconds,
        })
      }
    },
    noteFailure: async (address) => void (await failures.penalty(address)),
  }
}
