import type { PublishItem, Remote } from '../port/publish-item.ts'
import { articleKind, commentKind, noteKind, type NostrTags } from './wire.ts'

/** The kind and the tags that place an item under the one before it. */
export function toReplyTags({ item: { parent, root }, pubkey, relay }: { item: PublishItem; pubkey: string; relay: string }): {
  kind: number
  tags: NostrTags
} {
  if (parent === null) return { kind: noteKind, tags: [] }
  const top = root ?? parent
  const address = top.ref?.address
  if (address !== undefined) return { kind: commentKind, tags: toCommentTags({ parent, top, address, pubkey, relay }) }
  // NIP-10: an answer to the first note names it as the root alone.
  const isDirect = parent.remoteId === top.remoteId
  const tags = [['e', top.remoteId, relay, 'root', pubkey], ...(isDirect ? [] : [['e', parent.remoteId, relay, 'reply', pubkey]]), ['p', pubkey]]
  return { kind: noteKind, tags }
}

type CommentPlace = { parent: Remote; top: Remote; address: string; pubkey: string; relay: string }

// NIP-22: what answers an article is a comment; capital letters name the article, small ones what is answered.
function toCommentTags({ parent, top, address, pubkey, relay }: CommentPlace): NostrTags {
  const article = [
    ['A', address, relay, pubkey],
    ['K', String(articleKind)],
    ['P', pubkey, relay],
  ]
  const answered =
    parent.remoteId === top.remoteId
      ? [
          ['a', address, relay, pubkey],
          ['e', parent.remoteId, relay, pubkey],
          ['k', String(articleKind)],
        ]
      : [
          ['e', parent.remoteId, relay, pubkey],
          ['k', String(commentKind)],
        ]
  return [...article, ...answered, ['p', pubkey, relay]]
}
