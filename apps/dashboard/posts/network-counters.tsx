'use client'

import { countText } from '@flow/adapt'
import type { Schemas } from '@flow/contract/types'
import { NetworkMark } from '../connections/network-mark.tsx'
import type { Draft } from './draft.ts'

type Props = { draft: Pick<Draft, 'content' | 'overrides' | 'enableOptimization'>; networks: Schemas['Network'][] }

/** How much of each network's usual limit the text takes, counted as that network counts. */
export function NetworkCounters({ draft, networks }: Props) {
  const counted = networks.flatMap((network) => count({ draft, network }) ?? [])
  if (counted.length === 0) return null
  return (
    <ul aria-label="Characters by network" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {counted.map(({ network, used, max, isOver, isSplit }) => (
        <li
          key={network.id}
          className={`inline-flex items-center gap-1.5 tabular-nums ${isOver ? (isSplit ? 'text-warning' : 'font-medium text-danger') : 'text-muted'}`}
        >
          <NetworkMark id={network.id} className="size-5 rounded text-xs" />
          <span className="sr-only">{network.name}: </span>
          {used.toLocaleString('en')} of {max.toLocaleString('en')}
          {isOver ? <span>{isSplit ? 'goes out in parts' : 'too long'}</span> : null}
        </li>
      ))}
    </ul>
  )
}

function count({ draft, network }: { draft: Props['draft']; network: Schemas['Network'] }) {
  const { text, thread } = network.limits
  if (text.max === null) return null
  // Facets go beside the text and count for nothing.
  const { used } = countText({ text: draft.overrides[network.id]?.content || draft.content, limits: { ...text, hasFacets: false } })
  return { network, used, max: text.max, isOver: used > text.max, isSplit: draft.enableOptimization && thread.style === 'replies' }
}
