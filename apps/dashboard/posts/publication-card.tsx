'use client'

import type { Schemas } from '@flow/contract/types'
import { ExternalLink, TriangleAlert } from 'lucide-react'
import { NetworkMark } from '../connections/network-mark.tsx'
import { NetworkName } from '../connections/network-name.tsx'
import { useConnections } from '../connections/use-connections.ts'
import { Instant } from '../time/instant.tsx'
import { AttemptTimeline } from './attempt-timeline.tsx'
import { ItemList } from './item-list.tsx'
import { NextAction } from './next-action.tsx'
import { StatusPill } from './status-pill.tsx'

/** What became of the post on one connection. */
export function PublicationCard({ publication }: { publication: Schemas['Publication'] }) {
  const { network, connectionId, status, attempts, reason, url, publishedAt, items, warnings, attemptLog = [] } = publication
  const { data: connections } = useConnections()
  const account = connections?.find(({ id }) => id === connectionId)
  return (
    <li className="grid gap-4 p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="flex min-w-0 items-center gap-3">
          <NetworkMark id={network} className="size-8 text-sm" />
          <span className="grid min-w-0">
            <span className="truncate font-medium leading-5">{account?.name ?? <NetworkName id={network} />}</span>
            {account ? (
              <span className="text-muted text-sm leading-5">
                <NetworkName id={network} />
              </span>
            ) : null}
          </span>
        </span>
        <StatusPill status={status} />
        <span className="text-muted text-sm">{countAttempts(attempts)}</span>
        {url ? (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1.5 rounded font-medium text-accent text-sm hover:underline sm:ml-auto"
          >
            Open the published page
            <ExternalLink className="size-4" aria-hidden="true" />
          </a>
        ) : null}
      </div>
      {publishedAt ? (
        <p className="text-sm">
          <span className="text-muted">Published </span>
          <Instant at={publishedAt} clock="post" />
        </p>
      ) : null}
      {reason ? <NextAction reason={reason} status={status} /> : null}
      {warnings.length > 0 ? <Warnings warnings={warnings} /> : null}
      <ItemList items={items} />
      <AttemptTimeline attempts={attemptLog} items={items} />
    </li>
  )
}

function Warnings({ warnings }: { warnings: string[] }) {
  return (
    <ul aria-label="What came out otherwise" className="grid gap-1 text-sm">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-2 [overflow-wrap:anywhere]">
          <TriangleAlert className="mt-1 size-4 shrink-0 text-warning" aria-hidden="true" />
          {warning}
        </li>
      ))}
    </ul>
  )
}

const countAttempts = (attempts: number) => (attempts === 0 ? 'Not sent yet' : attempts === 1 ? '1 attempt' : `${attempts} attempts`)
