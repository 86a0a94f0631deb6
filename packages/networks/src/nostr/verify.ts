import { readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { readNostrAccount } from './credentials.ts'
import { findEvent } from './find-event.ts'
import { toAccount } from './from-nostr-response.ts'
import { profileKind } from './wire.ts'

/** Derives whose key it is, and asks the relays for the profile. One that answers is enough. */
export async function verifyNostr({ credentials, openSocket, signal }: AccountInput): Promise<Account> {
  const { pubkey, relays } = readNostrAccount(credentials)
  const filter = { kinds: [profileKind], authors: [pubkey], limit: 1 }
  const answers = await Promise.all(relays.map((relay) => findEvent({ filter, relay, openSocket, signal })))
  if (answers.every((answer) => answer === undefined)) {
    const hosts = relays.map((relay) => new URL(relay).host).join(', ')
    throw new NetworkError({ kind: 'unavailable', message: `None of the relays gives an answer (${hosts}). Try again later, or connect with others.` })
  }
  const profiles = answers.filter((event) => event?.pubkey === pubkey)
  const newest = profiles.sort((a, b) => Number(b?.created_at ?? 0) - Number(a?.created_at ?? 0))[0]
  return toAccount({ pubkey, content: readText(newest?.content) })
}
