import type { Finding } from '../finding.ts'
import type { Limits } from '../limits.ts'
import { say, sayCount } from './say.ts'

/** Holds the parts after the first against what the network takes. `isSplit`: some of them came of splitting a text. */
export function judgeThreadLength({ actual, isSplit, limits: { displayName, thread } }: { actual: number; isSplit: boolean; limits: Limits }): Finding[] {
  if (actual === 0) return []
  const shared = { severity: 'error', field: isSplit ? 'content' : 'thread', actual } as const
  if (thread.style === 'none') return [{ ...shared, rule: 'thread_not_supported', limit: 0, remedy: `${displayName} has no threads; leave thread out.` }]
  if (actual <= thread.maxParts) return []
  const takes = `${displayName} takes ${sayCount({ count: thread.maxParts, one: 'part' })} after the first and this makes ${say(actual)}`
  const remedy = `${takes}; ${isSplit ? 'shorten the text' : `leave out ${say(actual - thread.maxParts)}`}.`
  return [{ ...shared, rule: 'thread_too_long', limit: thread.maxParts, remedy }]
}
