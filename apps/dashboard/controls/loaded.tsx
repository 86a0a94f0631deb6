'use client'

import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { type FlowError, toFlowError } from '../door/flow-error.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { SkeletonRows } from './skeleton.tsx'

type Loadable<Data> = { data: Data | undefined; error: unknown; isFetching: boolean; dataUpdatedAt: number; refetch: () => unknown }

/** Shows what was loaded; before that a skeleton, on failure the reason and a way to try again. Old data stay on screen and are called old. */
export function Loaded<Data>({
  query,
  what,
  skeleton,
  children,
}: {
  query: Loadable<Data>
  what: string
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}) {
  const { data, error } = query
  if (data === undefined && !error) return skeleton ?? <SkeletonRows />
  const failure = error ? toFlowError(error) : null
  if (data === undefined) return failure ? <Failure what={what} failure={failure} query={query} /> : null
  return (
    <>
      {failure ? <Failure what={what} failure={failure} query={query} /> : null}
      {children(data)}
    </>
  )
}

function Failure({ what, failure, query }: { what: string; failure: FlowError; query: Loadable<unknown> }) {
  const isOld = query.data !== undefined
  return (
    <Notice
      tone={isOld ? 'warning' : 'danger'}
      title={isOld ? `This is as of ${new Date(query.dataUpdatedAt).toLocaleTimeString()}: ${what} can’t be refreshed` : `Can’t load ${what}`}
      action={
        <Button size="small" onClick={() => void query.refetch()} disabled={query.isFetching}>
          <RotateCw aria-hidden="true" className={query.isFetching ? 'animate-spin' : ''} />
          Try again
        </Button>
      }
    >
      {failure.message}
      {failure.requestId ? <span className="block font-mono text-muted text-xs">{failure.requestId}</span> : null}
    </Notice>
  )
}
