import type { NostrEvent } from 'nostr-tools/pure'
import type { NewPost, PublishedMedia } from '../ledger/published-item.ts'
import { showLinkedMedia } from '../kit/show-media.ts'

const postKinds = new Set([1, 6, 16, 20, 1_068, 30_023])

/** The post that an event is to people; `null` for one that is none, such as a profile. */
export function showEvent(event: NostrEvent): NewPost | null {
  if (!postKinds.has(event.kind)) return null
  const { id, tags, content, kind } = event
  const parents = tags.filter(([name]) => name === 'e')
  const parent = parents.find((tag) => tag[3] === 'reply') ?? parents.find((tag) => tag[3] === 'root') ?? parents.at(-1)
  const title = tags.find(([name]) => name === 'title')?.[1] ?? null
  return {
    id,
    text: content,
    title,
    parentId: parent?.[1] ?? null,
    media: tags.flatMap(readMedia),
    url: `https://njump.me/${id}`,
    clientKey: id,
    record: { kind, tags },
  }
}

function readMedia([name, ...parts]: string[]): PublishedMedia[] {
  if (name !== 'imeta') return []
  const field = (key: string) => parts.find((part) => part.startsWith(`${key} `))?.slice(key.length + 1) ?? null
  const url = field('url')
  return url === null ? [] : [showLinkedMedia({ url, alt: field('alt'), mimeType: field('m') ?? 'image/*' })]
}
