import type { PublishedMedia } from '../ledger/published-item.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'

/** How a medium that was uploaded is shown on the timeline. */
export function showMedia({ mimeType, size, id }: ShelvedMedia, alt: string | null = null): PublishedMedia {
  return { mimeType, size, alt, url: `/_simulator/media/${id}` }
}

/** The same for one of which the network got an address alone. */
export function showLinkedMedia({ url, alt = null, mimeType = 'image/*' }: { url: string; alt?: string | null; mimeType?: string }): PublishedMedia {
  return { mimeType, size: 0, alt, url: /^https?:/.test(url) ? url : null }
}
