import type { NostrEvent } from 'nostr-tools/pure'
import type { PublishedItem } from '../ledger/published-item.ts'
import type { World } from '../server/world.ts'
import { addressOf, type Relay } from './create-relay.ts'
import { showEvent } from './show-event.ts'

const network = 'nostr'

/** Keeps an event at a relay. It is public once, however many relays have it. */
export function acceptEvent({ event, relay, world, replaceable }: { event: NostrEvent; relay: Relay; world: World; replaceable: Map<string, string> }): void {
  relay.put(event)
  if (event.kind === 5) {
    for (const [name, id = ''] of event.tags) {
      const item = name === 'e' ? world.ledger.find({ network, id }) : undefined
      if (item?.account !== event.pubkey) continue
      relay.remove(id)
      world.ledger.remove(item)
    }
    return
  }
  const post = showEvent(event)
  if (post === null || world.ledger.find({ network, id: event.id })) return
  const address = addressOf(event)
  const before: PublishedItem | undefined = address === null ? undefined : world.ledger.find({ network, id: replaceable.get(address) ?? '' })
  if (before) world.ledger.remove(before)
  if (address !== null) replaceable.set(address, event.id)
  world.ledger.add({ network, account: event.pubkey, nowMs: world.nowMs(), ...post })
}
