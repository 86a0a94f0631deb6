'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../door/trpc.ts'

/** Every network of this Flow. They change only with its version. */
export function useNetworks() {
  const trpc = useTRPC()
  return useQuery(trpc.connections.networks.queryOptions(undefined, { staleTime: 300_000 }))
}
