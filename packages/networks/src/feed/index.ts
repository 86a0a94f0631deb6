import type { NetworkAdapter, Published, PublishInput } from '../port/network-adapter.ts'
import { toBuiltInEntry } from '../kit/to-built-in-entry.ts'
import { feedCapabilities } from './capabilities.ts'

/** The page and feeds that every channel has. */
export const feed: NetworkAdapter = {
  network: 'feed',
  capabilities: feedCapabilities,
  submit: async (input) => {
    await input.store.put(toBuiltInEntry(input))
    return toPublished(input)
  },
  probe: async (input) => ((await input.store.has(input.clientKey)) ? toPublished(input) : undefined),
}

const toPublished = ({ clientKey, connection }: PublishInput): Published => ({
  remoteId: clientKey,
  url: connection.publicUrl ? `${connection.publicUrl}/${clientKey}` : null,
})
