import { NetworkError } from '../port/network-error.ts'
import type { PublishItem } from '../port/publish-item.ts'

/** For an adapter that sends no media: what it can't send is refused before the call. */
export function refuseMedia({ item, displayName }: { item: PublishItem; displayName: string }): void {
  if (item.media.length === 0) return
  throw new NetworkError({ kind: 'media_rejected', message: `Flow can't send media to ${displayName} yet. Post the text without media.` })
}
