import { RateLimiterRes, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'

export type RateCount = { isAllowed: boolean; limit: number; remaining: number; msToReset: number }

/** Takes one request of a key's window. */
export type RateCounter = (key: string) => Promise<RateCount>

type Lease = { left: number; remaining: number; endsAt: number }

const leaseFromLimit = 1_000
const leaseShare = 100
const mostLeases = 10_000

/**
 * Counts exactly, one update of the store a request. From 1,000 a window up it leases requests in blocks of a hundredth,
 * since one hot row takes some 3,000 updates a second; of the last block of a window nothing is given out.
 */
export function createRateCounter({ limiter, limit }: { limiter: RateLimiterStoreAbstract; limit: number }): RateCounter {
  const take = (key: string, points: number) => consume({ limiter, limit, key, points })
  if (limit < leaseFromLimit) return (key) => take(key, 1)
  const blockSize = Math.floor(limit / leaseShare)
  const leases = new Map<string, Promise<Lease | RateCount>>()

  const lease = async (key: string): Promise<Lease | RateCount> => {
    // Those of keys that come no more would stay for ever; what is lost of the others is less than a block each.
    if (leases.size >= mostLeases) leases.clear()
    const block = await take(key, blockSize)
    return block.isAllowed ? { left: blockSize, remaining: block.remaining, endsAt: Date.now() + block.msToReset } : block
  }
  return async (key) => {
    for (;;) {
      const pending = leases.get(key) ?? lease(key)
      leases.set(key, pending)
      const got = await pending.catch((error: unknown) => {
        leases.delete(key)
        throw error
      })
      if ('isAllowed' in got) {
        leases.delete(key)
        return got
      }
      if (got.left > 0 && Date.now() < got.endsAt) {
        got.left -= 1
        return { isAllowed: true, limit, remaining: got.remaining + got.left, msToReset: got.endsAt - Date.now() }
      }
      if (leases.get(key) === pending) leases.delete(key)
    }
  }
}

async function consume({ limiter, limit, key, points }: { limiter: RateLimiterStoreAbstract; limit: number; key: string; points: number }): Promise<RateCount> {
  try {
    return toCount({ result: await limiter.consume(key, points), limit, isAllowed: true })
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return toCount({ result: refusal, limit, isAllowed: false })
    throw refusal
  }
}

const toCount = ({ result, limit, isAllowed }: { result: RateLimiterRes; limit: number; isAllowed: boolean }): RateCount => ({
  isAllowed,
  limit,
  remaining: isAllowed ? result.remainingPoints : 0,
  msToReset: result.msBeforeNext,
})
