'use client'

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { Button } from '../controls/button.tsx'
import { AltTextField } from './alt-text-field.tsx'
import { MediaThumb } from './media-thumb.tsx'
import { useMedia } from './use-media.ts'

type Props = { mediaKey: string; place: number; count: number; onMove: (to: number) => void; onRemove: () => void }

export function MediaTile({ mediaKey, place, count, onMove, onRemove }: Props) {
  const { data: media } = useMedia(mediaKey)
  const name = media?.filename ?? `file ${place}`
  const isFirst = place === 1
  const isLast = place === count
  return (
    <li className="flex gap-3 rounded-xl border border-line bg-surface p-3">
      <MediaThumb mediaKey={mediaKey} className="size-20" />
      <div className="grid min-w-0 flex-1 content-start gap-2">
        <div className="flex items-center gap-1">
          <p className="min-w-0 flex-1 truncate text-sm">{name}</p>
          <Button size="smallIcon" look="quiet" aria-label={`Move ${name} up`} aria-disabled={isFirst} onClick={isFirst ? undefined : () => onMove(place - 2)}>
            <ArrowUp aria-hidden="true" />
          </Button>
          <Button size="smallIcon" look="quiet" aria-label={`Move ${name} down`} aria-disabled={isLast} onClick={isLast ? undefined : () => onMove(place)}>
            <ArrowDown aria-hidden="true" />
          </Button>
          <Button size="smallIcon" look="quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </Button>
        </div>
        {media ? <AltTextField key={media.key} media={media} /> : null}
      </div>
    </li>
  )
}
