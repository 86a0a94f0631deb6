import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { readNostrAccount } from './credentials.ts'
import { findEvent } from './find-event.ts'
import { toPublished } from './from-nostr-response.ts'
import { readSignedEvent } from './read-signed-event.ts'

/** Asks every relay for the event by its id. */
export async function probeNostr({ credentials, openSocket, signal, progress }: PublishInput): Promise<Published | undefined> {
  const { relays } = readNostrAccount(credentials)
  const event = readSignedEvent(progress)
  if (event === undefined) return undefined
  const found = await Promise.all(relays.map(async (relay) => ({ relay, event: await findEvent({ filter: { ids: [event.id] }, relay, openSocket, signal }) })))
  const holders = found.filter((each) => each.event?.id === event.id).map(({ relay }) => relay)
  if (holders.length > 0) return toPublished({ event, relays: holders.slice(0, 2) })
  if (found.some((each) => each.event === null)) return undefined
  throw new NetworkError({ kind: 'unavailable', message: 'None of the relays gives an answer just now.' })
}
