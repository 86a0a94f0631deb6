import { validateEvent, verifyEvent, type NostrEvent } from 'nostr-tools/pure'
import type { Progress } from '../port/network-adapter.ts'

/** The event that an earlier attempt has signed; `undefined` where none has, so that nothing was ever sent. */
export function readSignedEvent(progress: Progress): NostrEvent | undefined {
  const saved = progress.get('event')
  if (saved === undefined) return undefined
  const event: unknown = JSON.parse(saved)
  return isEvent(event) && verifyEvent(event) ? event : undefined
}

const isEvent = (value: unknown): value is NostrEvent => validateEvent(value) && 'sig' in value && typeof value.sig === 'string'
