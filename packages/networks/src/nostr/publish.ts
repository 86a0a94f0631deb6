import { finalizeEvent, type NostrEvent } from 'nostr-tools/pure'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { readNostrAccount, type NostrAccount } from './credentials.ts'
import { toPublished } from './from-nostr-response.ts'
import { mapNostrError } from './map-nostr-error.ts'
import { placeMedia } from './place-media.ts'
import { readSignedEvent } from './read-signed-event.ts'
import { sendEvent } from './send-event.ts'
import { assertSendable, toNostrPost, type PlacedMedia } from './to-nostr-post.ts'

/** Signs once over all attempts and sends the event to every relay. One that takes it makes it public. */
export async function publishToNostr(input: PublishInput): Promise<Published> {
  const { credentials, openSocket, signal, item, progress } = input
  const account = readNostrAccount(credentials)
  assertSendable(item)
  const event = readSignedEvent(progress) ?? (await sign({ input, account }))
  const answers = await Promise.all(account.relays.map((relay) => sendEvent({ event, relay, openSocket, signal })))
  const takers = answers.filter(({ outcome }) => outcome === 'accepted').map(({ relay }) => relay)
  if (takers.length === 0) throw mapNostrError(answers)
  await progress.save('answers', JSON.stringify(answers))
  return toPublished({ event, relays: takers.slice(0, 2) })
}

async function sign({ input, account }: { input: PublishInput; account: NostrAccount }): Promise<NostrEvent> {
  const { item, progress, clientKey, clock, fetch, signal } = input
  const { pubkey, relays, secretKey } = account
  const placed: PlacedMedia[] = []
  for (const file of item.media) placed.push({ file, media: await placeMedia({ file, account, progress, fetch, signal }) })
  const event = finalizeEvent(toNostrPost({ item, placed, clientKey, pubkey, relay: relays[0] ?? '', now: clock.now() }), secretKey)
  await progress.save('event', JSON.stringify(event))
  return event
}
