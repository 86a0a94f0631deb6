'use client'

import { Film, ImageOff } from 'lucide-react'
import { useMedia } from './use-media.ts'

/** A picture, or the sign of a video, in a square. */
export function MediaThumb({ mediaKey, className }: { mediaKey: string; className: string }) {
  const { data: media, error } = useMedia(mediaKey)
  const frame = `grid shrink-0 place-items-center overflow-hidden rounded-lg border border-line bg-sunken text-muted ${className}`
  if (error) {
    return (
      <span role="img" aria-label="This media can’t be shown" className={frame}>
        <ImageOff className="size-5" aria-hidden="true" />
      </span>
    )
  }
  if (!media) return <span className={`${frame} animate-pulse`} />
  if (media.kind === 'video') {
    return (
      <span role="img" aria-label={media.altText ?? `Video ${media.filename}`} className={`${frame} gap-1 p-1 text-xs`}>
        <Film className="size-5" aria-hidden="true" />
      </span>
    )
  }
  return <img src={media.path} alt={media.altText ?? media.filename} className={`${frame} object-cover`} />
}
