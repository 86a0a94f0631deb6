/** What a network counts a text in. */
export type TextUnit = 'code-points' | 'graphemes' | 'utf16-units' | 'utf8-bytes' | 'x-weighted' | 'emoji-as-bytes'

export type TextLimits = {
  /** In `unit`; `null`: no limit of the network's own. */
  max: number | null
  unit: TextUnit
  /** A second bound, in UTF-8 bytes. */
  maxBytes: number | null
  /** Every URL counts as this many; `null`: as it stands. */
  urlLength: number | null
  /** `local-part`: of @user@host only @user counts. */
  mentions: 'whole' | 'local-part'
  /** How the text is written for the network; it is counted as written. */
  markup: 'plain' | 'html' | 'slack' | 'linkedin'
  /** Whether links, tags and mentions go beside the text, as byte ranges. */
  hasFacets: boolean
}

export type ImageLimits = {
  max: number
  /** Content types. */
  types: readonly string[]
  maxBytes: number | null
  maxPixels: number | null
  maxWidth: number | null
  maxHeight: number | null
  /** Width over height. */
  minRatio: number | null
  maxRatio: number | null
}

export type VideoLimits = { max: number; types: readonly string[]; maxBytes: number | null; maxSeconds: number | null }

export type MediaLimits = {
  /** Most media in one item. */
  max: number
  isRequired: boolean
  /** Whether one item takes images and videos together. */
  isMixed: boolean
  /** In characters; `null`: no alt text is taken, or no limit is known. */
  maxAltText: number | null
  images: ImageLimits | null
  videos: VideoLimits | null
}

/** What a post is held against. */
export type PostLimits = {
  network: string
  displayName: string
  text: TextLimits
  /** `null`: the network has no titles. */
  title: { max: number; isRequired: boolean } | null
  /** `replies`: each part is an item of its own; `whole`: all parts go out as one item. `maxParts`: after the first. */
  thread: { style: 'none' | 'replies' | 'whole'; maxParts: number }
  media: MediaLimits
  /** A first comment under the post; `null`: there is none. */
  comment: TextLimits | null
}

/** Limits of one account or one server, where they differ from the network's usual ones. */
export type AccountLimits = {
  text?: Partial<TextLimits>
  media?: Partial<Omit<MediaLimits, 'images' | 'videos'>> & { images?: Partial<ImageLimits>; videos?: Partial<VideoLimits> }
}

/** No limit and nothing special: what a network's own numbers are laid over. */
export const plainText: TextLimits = {
  max: null,
  unit: 'code-points',
  maxBytes: null,
  urlLength: null,
  mentions: 'whole',
  markup: 'plain',
  hasFacets: false,
}
export const noMedia: MediaLimits = { max: 0, isRequired: false, isMixed: false, maxAltText: null, images: null, videos: null }
export const anyImages: Omit<ImageLimits, 'max'> = {
  types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  maxBytes: null,
  maxPixels: null,
  maxWidth: null,
  maxHeight: null,
  minRatio: null,
  maxRatio: null,
}
export const anyVideos: Omit<VideoLimits, 'max'> = { types: ['video/mp4', 'video/quicktime'], maxBytes: null, maxSeconds: null }
