import type { PublishItem } from '../port/publish-item.ts'
import { NetworkError } from '../port/network-error.ts'

/** The text of an item for a network that takes nothing without one. */
export function requireText({ item, displayName }: { item: PublishItem; displayName: string }): string {
  if (item.text.trim() === '')
    throw new NetworkError({ kind: 'content_rejected', message: `${displayName} takes no empty text. Write something and post again.` })
  return item.text
}
