'use client'

import type { Schemas } from '@flow/contract/types'
import { useState } from 'react'
import { MediaThumb } from '../media/media-thumb.tsx'

type Part = Schemas['Preflight']['connections'][number]['parts'][number]

const longAt = 400

/** One piece as it would go out; a long one shows its beginning until somebody asks for all of it. */
export function PartPreview({ part: { content, mediaKeys }, name, title }: { part: Part; name: string | null; title: string | null }) {
  const [isWhole, setIsWhole] = useState(false)
  const isLong = (content?.length ?? 0) > longAt
  return (
    <li className="grid min-w-0 gap-1.5">
      {name ? <p className="text-muted text-xs">{name}</p> : null}
      {title ? <p className="font-semibold [overflow-wrap:anywhere]">{title}</p> : null}
      {content ? (
        <p className={`whitespace-pre-wrap text-sm leading-5 [overflow-wrap:anywhere] ${isLong && !isWhole ? 'line-clamp-6' : ''}`}>{content}</p>
      ) : null}
      {isLong ? (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="w-fit rounded font-medium text-accent text-sm underline-offset-2 hover:underline"
        >
          {isWhole ? 'Show less' : 'Show all of it'}
        </button>
      ) : null}
      {mediaKeys.length > 0 ? (
        <div className="flex flex-wrap gap-1.5">
          {mediaKeys.map((key) => (
            <MediaThumb key={key} mediaKey={key} className="size-14" />
          ))}
        </div>
      ) : null}
    </li>
  )
}
