/** What a network counts. `x-weighted` is X's own count; `emoji-as-bytes` is Threads': code points, an emoji as its UTF-8 bytes. */
export type TextUnit = 'code-points' | 'graphemes' | 'utf16-units' | 'utf8-bytes' | 'x-weighted' | 'emoji-as-bytes'

export type TextLimits = {
  /** Most of `unit`; `null`: no limit of its own. */
  max: number | null
  unit: TextUnit
  /** A second bound, in UTF-8 bytes. */
  maxBytes: number | null
  /** What every URL counts as; `null`: as typed. */
  urlLength: number | null
  /** `local-part`: `@user@host` counts as `@user`. */
  mentions: 'whole' | 'local-part'
  /** How the text is written for the network: `html` and `slack` escape & < >, `linkedin` is its "little text". */
  markup: 'plain' | 'html' | 'slack' | 'linkedin'
  /** Whether links, tags and mentions go as byte ranges beside the text. */
  hasFacets: boolean
}

export type ImageLimits = {
  max: number
  types: readonly string[]
  maxBytes: number | null
  maxPixels: number | null
  maxWidth: number | null
  maxHeight: number | null
  /** Width divided by height. */
  minRatio: number | null
  maxRatio: number | null
}

export type VideoLimits = { max: number; types: readonly string[]; maxBytes: number | null; maxSeconds: number | null }

export type MediaLimits = {
  max: number
  isRequired: boolean
  /** Whether images and videos may stand together. */
  isMixed: boolean
  /** In code points. */
  maxAltText: number | null
  images: ImageLimits | null
  videos: VideoLimits | null
}

/** What a network takes of a post, as data. */
export type Limits = {
  network: string
  displayName: string
  text: TextLimits
  /** `null`: the network has no titles. In code points. */
  title: { max: number; isRequired: boolean } | null
  /** `none`: no threads; `replies`: each part is an item of its own; `whole`: all parts go out as one. `maxParts`: most after the first. */
  thread: { style: 'none' | 'replies' | 'whole'; maxParts: number }
  media: MediaLimits
  /** A first comment; `null`: the network has none. */
  comment: TextLimits | null
}
