import { DomainError } from '@flow/core'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { addressGroup } from './address-group.ts'
import { createRateCounter, type RateCount } from './rate-counter.ts'
import { rateClasses, windowSeconds, type RateClass, type RateLimits } from './rate-limits.ts'
import type { RateStore } from './rate-store.ts'

export type RateLimiter = {
  /** Counts a request of a key in the general class and, where there is one, in the class of its operation; answers the tighter count. */
  take: (options: { keyId: string; rateClass: RateClass | null }) => Promise<RateCount>
  /** Counts a request of an address, before anybody knows who it is; throws where it makes too many, or has failed to authenticate too often. */
  checkAddress: (address: string) => Promise<void>
  noteFailure: (address: string) => Promise<void>
  /** How often an address may still come before it has shown a good key, by the tighter of both counts. */
  countOf: (address: string) => Promise<RateCount>
}

const failuresAWindow = 60

export function createRateLimiter({ store, limits, addressLimit }: { store: RateStore; limits: RateLimits; addressLimit: number }): RateLimiter {
  const counterOf = (rateClass: RateClass) => createRateCounter({ limiter: store.limiterOf({ rateClass, limit: limits[rateClass] }), limit: limits[rateClass] })
  // One an address, in this process alone: it has to be cheap, for it stands before authentication.
  const addresses = new RateLimiterMemory({ points: addressLimit, duration: windowSeconds })
  const failures = new RateLimiterMemory({ points: failuresAWindow, duration: windowSeconds })
  const counters = Object.fromEntries(rateClasses.map((rateClass) => [rateClass, counterOf(rateClass)]))
  const count = async (rateClass: RateClass, keyId: string): Promise<RateCount> => {
    const counter = counters[rateClass]
    if (!counter) throw new Error(`no counter for the class ${rateClass}`)
    return counter(keyId)
  }
  const leftOf = async ({ limiter, limit, group }: { limiter: RateLimiterMemory; limit: number; group: string }): Promise<RateCount> => {
    const known = await limiter.get(group)
    const consumed = known?.consumedPoints ?? 0
    return { isAllowed: consumed < limit, limit, remaining: Math.max(0, limit - consumed), msToReset: known?.msBeforeNext ?? windowSeconds * 1000 }
  }
  const countOf = async (address: string): Promise<RateCount> => {
    const group = addressGroup(address)
    const failed = await leftOf({ limiter: failures, limit: failuresAWindow, group })
    const all = await leftOf({ limiter: addresses, limit: addressLimit, group })
    return all.remaining < failed.remaining ? all : failed
  }
  return {
    countOf,
    take: async ({ keyId, rateClass }) => {
      const general = await count('general', keyId)
      if (!general.isAllowed || rateClass === null || rateClass === 'general') return general
      const special = await count(rateClass, keyId)
      return special.isAllowed && general.remaining < special.remaining ? general : special
    },
    checkAddress: async (address) => {
      const group = addressGroup(address)
      const taken = await addresses.consume(group).catch((refusal: RateLimiterRes) => refusal)
      if (taken.consumedPoints > addressLimit) throw refuse({ taken, message: `This address has made its ${addressLimit} requests of this minute.` })
      const failed = await failures.get(group)
      if (failed && failed.consumedPoints >= failuresAWindow)
        throw refuse({ taken: failed, message: 'Too many requests with a wrong API key came from this address; look for a good one.' })
    },
    noteFailure: async (address) => void (await failures.penalty(addressGroup(address))),
  }
}

function refuse({ taken, message }: { taken: RateLimiterRes; message: string }): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000))
  return new DomainError({ code: 'RATE_LIMIT_EXCEEDED', message: `${message} Repeat the request in ${retryAfterSeconds} s.`, retryAfterSeconds })
}
