import type { OptionValue } from './option-field.ts'

/** A stretch of a text, in UTF-8 bytes. `value`: the URL, the tag without #, or the handle without @. */
export type Facet = { byteStart: number; byteEnd: number; kind: 'link' | 'tag' | 'mention'; value: string }

/** One of the media of an item. Images are fitted to the network's limits already where the post asks for that. */
export type MediaFile = {
  key: string
  kind: 'image' | 'video'
  filename: string
  contentType: string
  byteSize: number
  /** In pixels; `null` where they are not known. */
  width: number | null
  height: number | null
  altText: string | null
  bytes: () => Promise<Uint8Array<ArrayBuffer>>
  /** The bytes from `start` to before `end`, for uploads in chunks. */
  slice: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>
  /** Where the network's servers can fetch it for a while. Private on an installation that nobody else reaches. */
  publicUrl: string
}

/** What a network made of an item. */
export type Remote = {
  /** The network's own id of what it published. */
  remoteId: string
  /** Where anybody can see it; `null` where nobody can. */
  url: string | null
  /** What an answer to it needs besides its id, such as a content hash. */
  ref?: Readonly<Record<string, string>>
}

/** One piece that goes out by a call of its own: the post, a part of its thread, or the first comment. */
export type PublishItem = {
  /** From 0. */
  no: number
  kind: 'post' | 'part' | 'comment'
  /** As it goes out: split, escaped and counted already. Empty where there are media alone. */
  text: string
  title: string | null
  facets: readonly Facet[]
  /** The URLs in the text, in order. */
  links: readonly string[]
  media: readonly MediaFile[]
  options: Readonly<Record<string, OptionValue>>
  /** The item before this one, and the first; `null` for the post itself. */
  parent: Remote | null
  root: Remote | null
  /** All texts after the first, for networks that take a thread as a whole. */
  rest: readonly string[]
  /** When the post was due: the same at every attempt. */
  dueAt: Date
}
