'use client'

import type { Schemas } from '@flow/contract/types'
import { useConnections } from '../connections/use-connections.ts'
import { useNetworks } from '../connections/use-networks.ts'

/** The networks that a channel publishes to, its built-in one first, each once. */
export function useTargets(channel: Schemas['Channel'] | undefined): Schemas['Network'][] {
  const { data: networks = [] } = useNetworks()
  const { data: connections = [] } = useConnections()
  if (!channel) return []
  const builtIn = channel.mode === 'test' ? 'sandbox' : channel.feedEnabled ? 'feed' : null
  const own = connections.filter(({ id }) => channel.connectionIds.includes(id)).map(({ network }) => network)
  const ids = [...new Set([...(builtIn ? [builtIn] : []), ...own])]
  return ids.flatMap((id) => networks.find((network) => network.id === id) ?? [])
}
