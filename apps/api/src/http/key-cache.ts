import { hash } from 'node:crypto'
import { authenticateApiKey, DomainError, touchApiKey, type AuthenticatedKey } from '@flow/core'
import type { SqlRunner } from '@flow/db'

export type FindKey = (options: { apiKey: string; now: Date }) => Promise<AuthenticatedKey>
export type KeyCache = {
  find: FindKey
  /** So that a key that was changed or revoked here is so at once. */
  forget: (keyId: string) => void
}

/** So short that a revoked key is refused by every process within a second. */
const lifetimeMs = 800
const mostKeys = 10_000

type Entry = { found: Promise<AuthenticatedKey>; readAt: number; keyId?: string }

/**
 * Remembers whose key it is for a moment, so that a busy key costs a query a second and not a query a request. It is kept under its hash: how
 * long a look takes tells nothing of the key, and no key stays in memory.
 */
export function createKeyCache({ db, onTouchFailed }: { db: SqlRunner; onTouchFailed: (error: unknown) => void }): KeyCache {
  const read: FindKey = async ({ apiKey, now }) => {
    const key = await authenticateApiKey({ db, apiKey, now })
    touchApiKey({ db, key, now }).catch(onTouchFailed)
    return key
  }
  const entries = new Map<string, Entry>()
  const find: FindKey = async ({ apiKey, now }) => {
    const at = performance.now()
    const keyHash = hash('sha256', apiKey)
    const known = entries.get(keyHash)
    const entry: Entry = known && at - known.readAt < lifetimeMs ? known : { found: read({ apiKey, now }), readAt: at }
    if (entry !== known) {
      // A Map keeps the order of insertion, so the first is the oldest.
      const [oldest] = entries.keys()
      if (entries.size >= mostKeys && oldest !== undefined) entries.delete(oldest)
      entries.delete(keyHash)
      entries.set(keyHash, entry)
      entry.found.then(
        ({ keyId }) => (entry.keyId = keyId),
        () => entries.delete(keyHash),
      )
    }
    const key = await entry.found
    if (key.expiresAt && key.expiresAt <= now) throw new DomainError({ code: 'EXPIRED_API_KEY' })
    return key
  }
  return {
    find,
    forget: (keyId) => {
      for (const [keyHash, entry] of entries) if (entry.keyId === keyId) entries.delete(keyHash)
    },
  }
}
