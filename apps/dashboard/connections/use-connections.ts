'use client'

import type { Schemas } from '@flow/contract/types'
import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../door/trpc.ts'

/** Every connection of the workspace, the oldest first. */
export function useConnections() {
  const trpc = useTRPC()
  const door = useTRPCClient()
  return useQuery({
    queryKey: [...trpc.connections.list.pathKey(), 'every'],
    queryFn: async ({ signal }) => {
      const connections: Schemas['Connection'][] = []
      let cursor: string | null = null
      do {
        const page: { data: Schemas['Connection'][]; pagination: Schemas['Pagination'] } = await door.connections.list.query(
          { sort: 'createdAt', perPage: 100, ...(cursor ? { cursor } : {}) },
          { signal },
        )
        connections.push(...page.data)
        cursor = page.pagination.nextCursor
      } while (cursor)
      return connections
    },
    staleTime: 5_000,
    refetchInterval: 20_000,
  })
}
