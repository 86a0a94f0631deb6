import type { Limits, TextLimits } from '../limits.ts'

const plain: TextLimits = { max: null, unit: 'code-points', maxBytes: null, urlLength: null, mentions: 'whole', markup: 'plain', hasFacets: false }

/** Limits as networks have them (their documents of 2026-11), for tests. */
export const networkTexts: Readonly<Record<string, TextLimits>> = {
  x: { ...plain, max: 280, unit: 'x-weighted', urlLength: 23 },
  linkedin: { ...plain, max: 3_000, markup: 'linkedin' },
  threads: { ...plain, max: 500, unit: 'emoji-as-bytes' },
  bluesky: { ...plain, max: 300, unit: 'graphemes', maxBytes: 3_000, hasFacets: true },
  mastodon: { ...plain, max: 500, unit: 'graphemes', urlLength: 23, mentions: 'local-part' },
  telegram: { ...plain, max: 4_096, unit: 'utf16-units', markup: 'html' },
  discord: { ...plain, max: 2_000 },
  slack: { ...plain, max: 4_000, markup: 'slack' },
  nostr: { ...plain, max: 64_000, unit: 'utf8-bytes' },
  matrix: { ...plain, max: 32_000, unit: 'utf8-bytes' },
}

/** A network with threads of replies, four images or one video, and these limits of text. */
export function networkLimits({ text, ...rest }: { text: TextLimits } & Partial<Limits>): Limits {
  return {
    network: 'small',
    displayName: 'Small',
    text,
    title: null,
    thread: { style: 'replies', maxParts: 10_000 },
    media: {
      max: 4,
      isRequired: false,
      isMixed: false,
      maxAltText: 1_000,
      images: {
        max: 4,
        types: ['image/jpeg', 'image/png'],
        maxBytes: 5_000_000,
        maxPixels: null,
        maxWidth: 4_096,
        maxHeight: 4_096,
        minRatio: null,
        maxRatio: 3,
      },
      videos: { max: 1, types: ['video/mp4'], maxBytes: 50_000_000, maxSeconds: 140 },
    },
    comment: null,
    ...rest,
  }
}
