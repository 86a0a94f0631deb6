'use client'

import type { Query, Schemas } from '@flow/contract/types'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../door/trpc.ts'
import { pollIntervalMs } from '../posts/poll-interval.ts'
import { useClockOffset } from '../time/use-clock-offset.ts'

type Page = { data: Schemas['Post'][]; pagination: Schemas['Pagination'] }
export type OverviewData = Record<Schemas['PostStatus'], Page>

const perPage = 5
const asked: Record<Schemas['PostStatus'], Query<'listPosts'>> = {
  queued: { filter: { status: 'queued' }, sort: 'scheduledFor', perPage, page: 1 },
  flowing: { filter: { status: 'flowing' }, sort: 'scheduledFor', perPage, page: 1 },
  blocked: { filter: { status: 'blocked' }, sort: '-scheduledFor', perPage, page: 1 },
  done: { filter: { status: 'done' }, sort: '-scheduledFor', perPage, page: 1 },
}

/** Four lists and their totals, asked for together: when one moves, the others may too. */
export function useOverview() {
  const offsetMs = useClockOffset()
  const trpc = useTRPC()
  const [refetchInterval, setRefetchInterval] = useState(10_000)
  const options = { refetchInterval }
  const queries = useQueries({
    queries: [
      trpc.posts.list.queryOptions(asked.queued, options),
      trpc.posts.list.queryOptions(asked.flowing, options),
      trpc.posts.list.queryOptions(asked.blocked, options),
      trpc.posts.list.queryOptions(asked.done, options),
    ],
  })
  const [queued, flowing, blocked, done] = queries.map((query) => query.data)
  const data: OverviewData | undefined = queued && flowing && blocked && done ? { queued, flowing, blocked, done } : undefined
  const wanted = pollIntervalMs({ posts: [...(queued?.data ?? []), ...(flowing?.data ?? [])], now: Date.now() + offsetMs })
  if (wanted !== refetchInterval) setRefetchInterval(wanted)
  return {
    data,
    error: queries.find((query) => query.error)?.error ?? null,
    isFetching: queries.some((query) => query.isFetching),
    dataUpdatedAt: Math.min(...queries.map((query) => query.dataUpdatedAt)),
    refetch: () => Promise.all(queries.map((query) => query.refetch())),
  }
}
