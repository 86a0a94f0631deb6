import type { Answer } from './answer.ts'
import type { Network, Route } from './network.ts'
import type { World } from './world.ts'

/** Counts a request against its account's rate: the headers that tell of it, and the refusal. Where rates are not enforced, there always is room. */
export function takeRate({ network, route, account, world }: { network: Network; route: Route; account: string; world: World }): {
  headers?: Record<string, string> | undefined
  refusal?: Answer
} {
  if (network.rate === undefined) return {}
  const { limit, windowMs, headers } = network.rate
  const nowMs = world.nowMs()
  if (!world.settings.enforcesRates) return { headers: headers({ limit, remaining: limit - 1, resetAtMs: nowMs + windowMs, nowMs }) }
  const cost = route.operation === 'create' ? 1 : 0
  const { remaining, resetAtMs } = world.rates.take({ key: `${network.name}\n${account}`, limit, windowMs, nowMs, cost })
  const told = headers({ limit, remaining: Math.max(0, remaining), resetAtMs, nowMs })
  if (remaining >= 0 || cost === 0) return { headers: told }
  return { headers: told, refusal: network.errors.rateLimit({ resetMs: resetAtMs - nowMs, nowMs }) }
}
