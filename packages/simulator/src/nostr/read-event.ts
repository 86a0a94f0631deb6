import { verifyEvent, type NostrEvent } from 'nostr-tools/pure'

const mostBytes = 65_536
const mostSecondsAhead = 900
const hex = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`)
const [id64, sig128] = [hex(64), hex(128)]

/** An event whose id and signature hold, or why it is none in a relay's words. https://github.com/nostr-protocol/nips/blob/master/01.md */
export function readEvent({ value, nowMs }: { value: unknown; nowMs: number }): { event: NostrEvent; problem: null } | { event: null; problem: string } {
  const refuse = (problem: string) => ({ event: null, problem: `invalid: ${problem}` })
  if (!isEvent(value)) return refuse('event is missing fields or they are of the wrong type')
  if (Buffer.byteLength(JSON.stringify(value)) > mostBytes) return refuse('event too large')
  if (value.created_at > nowMs / 1_000 + mostSecondsAhead) return refuse('event creation date is too far off from the current time')
  if (!verifyEvent(value)) return refuse('event id or signature verification failed')
  return { event: value, problem: null }
}

function isEvent(value: unknown): value is NostrEvent {
  if (typeof value !== 'object' || value === null) return false
  // Each field is looked at before anything takes it for an event.
  const { id, pubkey, created_at: createdAt, kind, tags, content, sig } = value as Partial<Record<keyof NostrEvent, unknown>>
  const isHex = (text: unknown, pattern: RegExp) => typeof text === 'string' && pattern.test(text)
  const areTags = Array.isArray(tags) && tags.every((tag) => Array.isArray(tag) && tag.every((part) => typeof part === 'string'))
  return (
    isHex(id, id64) &&
    isHex(pubkey, id64) &&
    isHex(sig, sig128) &&
    Number.isInteger(createdAt) &&
    Number.isInteger(kind) &&
    areTags &&
    typeof content === 'string'
  )
}
