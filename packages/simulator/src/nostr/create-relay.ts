import { matchFilters, type Filter } from 'nostr-tools/filter'
import type { NostrEvent } from 'nostr-tools/pure'

/** What one relay keeps. Later events of a replaceable kind take the place of earlier ones. */
export type Relay = {
  has: (id: string) => boolean
  put: (event: NostrEvent) => void
  remove: (id: string) => void
  query: (filters: readonly Filter[]) => NostrEvent[]
}

export function createRelay(): Relay {
  const events = new Map<string, NostrEvent>()
  const addresses = new Map<string, string>()
  return {
    has: (id) => events.has(id),
    put: (event) => {
      const address = addressOf(event)
      if (address !== null) {
        events.delete(addresses.get(address) ?? '')
        addresses.set(address, event.id)
      }
      events.set(event.id, event)
    },
    remove: (id) => void events.delete(id),
    query: (filters) => {
      const ids = filters.flatMap(({ ids: named }) => named ?? [])
      const candidates = filters.every(({ ids: named }) => named !== undefined) ? ids.flatMap((id) => events.get(id) ?? []) : [...events.values()]
      const found = [...new Set(candidates)].filter((event) => matchFilters([...filters], event)).sort((a, b) => b.created_at - a.created_at)
      const limits = filters.flatMap(({ limit }) => limit ?? [])
      return limits.length === filters.length ? found.slice(0, Math.max(...limits)) : found
    },
  }
}

/** Under what a replaceable event is replaced; `null` for one that stays. */
export function addressOf({ kind, pubkey, tags }: NostrEvent): string | null {
  if (kind === 0 || kind === 3 || (kind >= 10_000 && kind < 20_000)) return `${kind}:${pubkey}`
  if (kind >= 30_000 && kind < 40_000) return `${kind}:${pubkey}:${tags.find(([name]) => name === 'd')?.[1] ?? ''}`
  return null
}
