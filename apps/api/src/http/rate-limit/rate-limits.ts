import type { Env } from '../../env.ts'

export const rateClasses = ['general', 'webhook-creation', 'api-key-creation'] as const
export type RateClass = (typeof rateClasses)[number]

/** How many requests a key may make in a window, by class. */
export type RateLimits = Record<RateClass, number>

export const plans = { free: 60, stream: 120, river: 300, ocean: 600 } as const
export type Plan = keyof typeof plans

export const windowSeconds = 60

export function toRateLimits(env: Pick<Env, 'FLOW_PLAN' | 'FLOW_RATE_LIMIT_GENERAL' | 'FLOW_RATE_LIMIT_WEBHOOKS' | 'FLOW_RATE_LIMIT_API_KEYS'>): RateLimits {
  return {
    general: env.FLOW_RATE_LIMIT_GENERAL ?? plans[env.FLOW_PLAN],
    'webhook-creation': env.FLOW_RATE_LIMIT_WEBHOOKS,
    'api-key-creation': env.FLOW_RATE_LIMIT_API_KEYS,
  }
}

const leastAddressLimit = 6_000
const keysBehindAnAddress = 10

/** Generous, for many people may share an address: it is there to make guessing and flooding cheap to refuse. */
export const toAddressLimit = ({ limits, given }: { limits: RateLimits; given: number | undefined }): number =>
  given ?? Math.max(leastAddressLimit, limits.general * keysBehindAnAddress)
