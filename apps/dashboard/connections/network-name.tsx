'use client'

import { useNetworks } from './use-networks.ts'

/** A network's own name by its id; the id as words until the names are here. */
export function useNetworkName(): (id: string) => string {
  const { data: networks } = useNetworks()
  return (id) => networks?.find((network) => network.id === id)?.name ?? toWords(id)
}

export function NetworkName({ id }: { id: string }) {
  return useNetworkName()(id)
}

const toWords = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`
