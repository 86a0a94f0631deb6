'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC, useTRPCClient } from '../door/trpc.ts'
import type { Draft } from './draft.ts'
import { toBody } from './draft-body.ts'

const pauseMs = 500

/** What each connection would make of the draft, asked when writing pauses. */
export function usePreflight(draft: Draft) {
  const trpc = useTRPC()
  const door = useTRPCClient()
  const now = JSON.stringify(toBody({ ...draft, thread: draft.thread.filter(({ content }) => content !== '') }))
  const [settled, setSettled] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), pauseMs)
    return () => clearTimeout(timer)
  }, [now])
  const hasSomething = draft.channelId !== '' && (draft.content !== '' || draft.mediaKeys.length > 0)
  const query = useQuery({
    queryKey: [...trpc.posts.preflight.mutationKey(), settled],
    // It was made by JSON.stringify of a body above.
    queryFn: ({ signal }) => door.posts.preflight.mutate(JSON.parse(settled) as ReturnType<typeof toBody>, { signal }),
    enabled: hasSomething,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  })
  return { ...query, hasSomething, isBehind: settled !== now || query.isFetching }
}
