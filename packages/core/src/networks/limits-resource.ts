import type { Schemas } from '@flow/contract/types'
import type { Capabilities } from '@flow/networks/port'

/** What a network usually takes, as callers see it. */
export function toLimitsResource({ text, title, thread, comment, media }: Capabilities): Schemas['NetworkLimits'] {
  const { images, videos } = media
  return {
    textLength: text.max,
    mediaCount: media.max,
    text: toTextLimits(text),
    title,
    thread,
    comment: comment && toTextLimits(comment),
    media: {
      max: media.max,
      isRequired: media.isRequired,
      isMixed: media.isMixed,
      maxAltText: media.maxAltText,
      images: images && { max: images.max, types: [...images.types], maxBytes: images.maxBytes },
      videos: videos && { max: videos.max, types: [...videos.types], maxBytes: videos.maxBytes, maxSeconds: videos.maxSeconds },
    },
  }
}

const toTextLimits = ({ max, unit, maxBytes, urlLength, mentions, markup }: Capabilities['text']) => ({ max, unit, maxBytes, urlLength, mentions, markup })
