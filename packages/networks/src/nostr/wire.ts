/** https://github.com/nostr-protocol/nips/blob/master/01.md */
export type NostrTags = string[][]

export const noteKind = 1
export const commentKind = 1111
export const articleKind = 30023
export const profileKind = 0
export const blossomKind = 24242

/** What became of an event at one relay. `unreachable`: nothing was sent. `silent`: it was sent, and no answer came. */
export type RelayAnswer = { relay: string } & (
  | { outcome: 'accepted' }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'busy' }
  | { outcome: 'unreachable' }
  | { outcome: 'silent' }
)

/** A file where everybody can see it. */
export type NostrMedia = { url: string; sha256: string | null }
