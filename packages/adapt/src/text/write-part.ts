import type { CompiledPart, Facet } from '../compiled.ts'
import type { TextLimits } from '../limits.ts'
import type { Entity } from './entity.ts'
import { escapeText } from './escape-text.ts'
import { graphemeOffsets } from './graphemes.ts'
import { utf8Length } from './utf8-length.ts'
import { writeEntity } from './write-entity.ts'

// app.bsky.richtext.facet of atproto's lexicons, read 2026-11-27: a longer tag has the whole record refused.
const longestTag = { graphemes: 64, bytes: 640 }

/** A text as it goes out, with its links and, where the network takes them, its facets. */
export function writePart({ text, entities, limits }: { text: string; entities: readonly Entity[]; limits: TextLimits }): Omit<CompiledPart, 'mediaKeys'> {
  const { markup, hasFacets } = limits
  const facets: Facet[] = []
  const links: string[] = []
  let written = ''
  let bytes = 0
  let end = 0
  const write = (piece: string) => {
    written += piece
    if (hasFacets) bytes += utf8Length(piece)
  }
  for (const entity of entities) {
    write(escapeText({ text: text.slice(end, entity.start), markup }))
    const byteStart = bytes
    write(writeEntity({ entity, typed: text.slice(entity.start, entity.end), markup }))
    if (entity.kind === 'link') links.push(entity.value)
    if (hasFacets && isFaceted(entity)) facets.push({ byteStart, byteEnd: bytes, kind: entity.kind, value: entity.value })
    end = entity.end
  }
  write(escapeText({ text: text.slice(end), markup }))
  return { text: written, facets, links }
}

function isFaceted(entity: Entity): entity is Entity & { kind: Facet['kind'] } {
  if (entity.kind === 'link' || entity.kind === 'mention') return true
  return entity.kind === 'tag' && utf8Length(entity.value) <= longestTag.bytes && graphemeOffsets(entity.value).length - 1 <= longestTag.graphemes
}
