'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../door/trpc.ts'

/** Media with the path that shows it, which is good for an hour. */
export function useMedia(key: string) {
  const trpc = useTRPC()
  return useQuery(trpc.media.get.queryOptions({ key }, { staleTime: 1_800_000 }))
}
