import type { Finding } from './finding.ts'

/** A clickable range: UTF-8 byte offsets into the part's text. `value`: the URL with its scheme, the tag without #, the handle without @. */
export type Facet = { byteStart: number; byteEnd: number; kind: 'link' | 'tag' | 'mention'; value: string }

/** One item as it goes out. `links`: the URLs in its text, with scheme, in order. */
export type CompiledPart = { text: string; facets: readonly Facet[]; mediaKeys: readonly string[]; links: readonly string[] }

export type Compiled = { title: string | null; parts: readonly CompiledPart[]; comment: CompiledPart | null; findings: readonly Finding[] }
