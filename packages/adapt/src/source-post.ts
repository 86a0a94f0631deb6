export type SourceMedia = {
  key: string
  kind: 'image' | 'video'
  contentType: string
  byteSize: number
  width: number | null
  height: number | null
  altText: string | null
}

/** A post as its author wrote it, once, for all networks. */
export type SourcePost = {
  content: string | null
  mediaKeys: readonly string[]
  thread: readonly { content: string; mediaKeys?: readonly string[] }[]
  /** Own values for single networks. */
  overrides: Readonly<Record<string, { content?: string; title?: string; firstComment?: string }>>
  title?: string | null
  firstComment?: string | null
}
