'use client'

import type { Schemas } from '@flow/contract/types'
import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../door/trpc.ts'

/** Every channel of the workspace, by name. */
export function useChannels() {
  const trpc = useTRPC()
  const door = useTRPCClient()
  return useQuery({
    queryKey: [...trpc.channels.list.pathKey(), 'every'],
    queryFn: async ({ signal }) => {
      const channels: Schemas['Channel'][] = []
      let cursor: string | null = null
      do {
        const page: { data: Schemas['Channel'][]; pagination: Schemas['Pagination'] } = await door.channels.list.query(
          { sort: 'name', perPage: 100, ...(cursor ? { cursor } : {}) },
          { signal },
        )
        channels.push(...page.data)
        cursor = page.pagination.nextCursor
      } while (cursor)
      return channels
    },
    staleTime: 10_000,
    refetchInterval: 30_000,
  })
}
