/** https://atproto.com/specs/data-model: the rest of a blob is the server's own affair and goes back as it came. */
export type Blob = Readonly<Record<string, unknown>>

export type StrongRef = { uri: string; cid: string }

type Feature =
  | { $type: 'app.bsky.richtext.facet#link'; uri: string }
  | { $type: 'app.bsky.richtext.facet#tag'; tag: string }
  | { $type: 'app.bsky.richtext.facet#mention'; did: string }

export type BlueskyFacet = { index: { byteStart: number; byteEnd: number }; features: [Feature] }

type AspectRatio = { width: number; height: number }

export type MediaEmbed =
  | { $type: 'app.bsky.embed.images'; images: { image: Blob; alt: string; aspectRatio?: AspectRatio }[] }
  | { $type: 'app.bsky.embed.video'; video: Blob; alt?: string; aspectRatio?: AspectRatio }
  | { $type: 'app.bsky.embed.external'; external: { uri: string; title: string; description: string } }

type QuoteEmbed = { $type: 'app.bsky.embed.record'; record: StrongRef }

export type Embed = MediaEmbed | QuoteEmbed | { $type: 'app.bsky.embed.recordWithMedia'; record: QuoteEmbed; media: MediaEmbed }

/** https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json */
export type BlueskyPost = {
  $type: 'app.bsky.feed.post'
  text: string
  createdAt: string
  langs?: string[]
  facets?: BlueskyFacet[]
  reply?: { root: StrongRef; parent: StrongRef }
  embed?: Embed
  labels?: { $type: 'com.atproto.label.defs#selfLabels'; values: { val: string }[] }
}

export type BlueskyError = { code: string; said: string; retryAfterMs: number | null }
