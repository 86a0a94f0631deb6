'use client'

import type { Schemas } from '@flow/contract/types'
import { LoaderCircle } from 'lucide-react'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import type { Draft } from './draft.ts'
import { PreflightCard } from './preflight-card.tsx'
import { usePreflight } from './use-preflight.ts'

/** What would become of the draft on each connection, live. */
export function PreflightPanel({ draft, onJump }: { draft: Draft; onJump: (field: string) => void }) {
  const { data, error, hasSomething, isBehind } = usePreflight(draft)
  return (
    <aside aria-labelledby="preflight-heading" className="grid min-w-0 content-start gap-3 lg:sticky lg:top-10">
      <h2 id="preflight-heading" className="flex h-6 items-center gap-2 font-semibold tracking-tight">
        How it goes out
        {hasSomething && isBehind ? <LoaderCircle className="size-4 animate-spin text-muted" aria-hidden="true" /> : null}
      </h2>
      <p role="status" className="sr-only">
        {hasSomething && data && !isBehind ? summary(data) : ''}
      </p>
      {!hasSomething ? (
        <p className="rounded-xl border border-line border-dashed p-4 text-muted text-sm">
          {draft.channelId === '' ? 'Choose a channel and write something.' : 'Write something.'} Here you then see what each network gets, and what it would
          refuse.
        </p>
      ) : error ? (
        <Notice tone="warning" title="It can’t be checked yet">
          {toFlowError(error).message}
        </Notice>
      ) : data ? (
        <ul aria-label="By connection" className="grid gap-3">
          {data.connections.map((connection) => (
            <PreflightCard
              key={connection.connectionId}
              connection={connection}
              findings={data.findings.filter(({ connectionId }) => connectionId === connection.connectionId)}
              onJump={onJump}
            />
          ))}
        </ul>
      ) : (
        <div className="h-24 animate-pulse rounded-xl border border-line bg-sunken" />
      )}
    </aside>
  )
}

function summary({ isAccepted, findings }: Schemas['Preflight']): string {
  if (isAccepted && findings.length === 0) return 'Every network would take the post.'
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return errors > 0 ? `${errors} problems would keep the post from being taken.` : `It would be taken, with ${findings.length} notes.`
}
