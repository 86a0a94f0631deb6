import type { Schemas } from '@flow/contract/types'
import { CircleCheck, CircleDashed, ExternalLink, OctagonAlert, Waves } from 'lucide-react'

const states = {
  waiting: { word: 'Waiting', Icon: CircleDashed, tone: 'text-muted' },
  sending: { word: 'Sending', Icon: Waves, tone: 'text-accent-strong' },
  published: { word: 'Published', Icon: CircleCheck, tone: 'text-success' },
  blocked: { word: 'Blocked', Icon: OctagonAlert, tone: 'text-danger' },
} as const

/** The pieces that a post goes out in on one connection, in order, each with how far it has come. */
export function ItemList({ items }: { items: Schemas['PublicationItem'][] }) {
  if (items.length === 0) return null
  return (
    <ol aria-label="Its pieces" className="grid">
      {items.map((item, index) => {
        const { word, Icon, tone } = states[item.status]
        const isLast = index === items.length - 1
        return (
          <li key={index} className="relative grid grid-cols-[1.25rem_1fr] gap-x-3 pb-4 last:pb-0">
            {isLast ? null : <span aria-hidden="true" className="absolute top-6 bottom-0 left-2.5 w-px bg-line" />}
            <Icon className={`mt-0.5 size-5 ${tone} ${item.status === 'sending' ? 'animate-pulse' : ''}`} aria-hidden="true" />
            <div className="grid min-w-0 gap-0.5">
              <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
                <span className="font-medium">{pieceName({ kind: item.kind, index })}</span>
                <span className={tone}>{word}</span>
                {item.url ? <PieceLink url={item.url} name={pieceName({ kind: item.kind, index })} /> : null}
              </p>
              <p className="line-clamp-3 whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">
                {item.content || <span className="text-muted italic">No text</span>}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function PieceLink({ url, name }: { url: string; name: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" className="ml-auto inline-flex items-center gap-1 rounded text-accent hover:underline">
      Open<span className="sr-only"> {name}</span>
      <ExternalLink className="size-3.5" aria-hidden="true" />
    </a>
  )
}

export function pieceName({ kind, index }: { kind: Schemas['PublicationItem']['kind']; index: number }): string {
  if (kind === 'comment') return 'First comment'
  return index === 0 ? 'Post' : `Part ${index + 1}`
}
