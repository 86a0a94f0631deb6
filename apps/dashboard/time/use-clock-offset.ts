'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../door/trpc.ts'
import { usePreferences } from '../shell/preferences.tsx'

/** How far the clock that posts go by is ahead of this machine's, in milliseconds: none in live mode. */
export function useClockOffset(): number {
  const trpc = useTRPC()
  const { mode } = usePreferences()
  const { data } = useQuery(trpc.test.clock.queryOptions(undefined, { enabled: mode === 'test', staleTime: 30_000, refetchInterval: 60_000 }))
  return mode === 'test' ? (data?.offsetSeconds ?? 0) * 1_000 : 0
}
