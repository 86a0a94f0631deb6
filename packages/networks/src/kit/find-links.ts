import type { Facet } from '../port/publish-item.ts'

/** The addresses that a text spells out, for texts that come without facets. */
export function findLinks(text: string): Facet[] {
  return Array.from(text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?')\]}]/gi), ({ 0: value, index }) => {
    const byteStart = Buffer.byteLength(text.slice(0, index))
    return { byteStart, byteEnd: byteStart + Buffer.byteLength(value), kind: 'link', value }
  })
}
