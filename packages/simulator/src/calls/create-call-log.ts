import type { Call, CallFilter } from './call.ts'

export type CallLog = { add: (call: Omit<Call, 'seq'>) => void; list: (filter?: CallFilter) => Call[]; size: () => number }

/** Some 100 MB at most, with bodies of ordinary posts. */
const mostCalls = 100_000

/** Remembers the newest calls, in order. */
export function createCallLog(): CallLog {
  const ring: Call[] = []
  let seq = 0
  return {
    add: (call) => {
      ring[seq % mostCalls] = { seq: seq + 1, ...call }
      seq += 1
    },
    list: ({ network, operation, account, fault, limit = mostCalls } = {}) => {
      const found: Call[] = []
      for (let at = seq - 1; at >= 0 && at >= seq - mostCalls && found.length < limit; at -= 1) {
        const call = ring[at % mostCalls]
        if (call === undefined) continue
        if (network !== undefined && call.network !== network) continue
        if (operation !== undefined && call.operation !== operation) continue
        if (account !== undefined && call.account !== account) continue
        if (fault === undefined || call.fault === fault) found.push(call)
      }
      return found.reverse()
    },
    size: () => seq,
  }
}
