import { naddrEncode, neventEncode, npubEncode } from 'nostr-tools/nip19'
import type { NostrEvent } from 'nostr-tools/pure'
import { readObject, readText } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { articleKind } from './wire.ts'

/** @param content of the account's profile event, which is JSON; `null` where no relay has one */
export function toAccount({ pubkey, content }: { pubkey: string; content: string | null }): Account {
  const npub = npubEncode(pubkey)
  const profile = readProfile(content)
  return {
    remoteId: pubkey,
    handle: npub,
    displayName: readText(profile.display_name) ?? readText(profile.name) ?? npub,
    url: `https://njump.me/${npub}`,
    expiresAt: null,
  }
}

function readProfile(content: string | null) {
  try {
    return readObject(JSON.parse(content ?? 'null'))
  } catch {
    return {}
  }
}

/** An event as anybody finds it. An article is known by its address, which stays the same when it is changed. */
export function toPublished({ event: { id, pubkey, kind, tags }, relays }: { event: NostrEvent; relays: string[] }): Published {
  if (kind !== articleKind) {
    return { remoteId: id, url: `https://njump.me/${neventEncode({ id, relays, author: pubkey, kind })}`, ref: { pubkey } }
  }
  const identifier = tags.find(([name]) => name === 'd')?.[1] ?? ''
  const url = `https://njump.me/${naddrEncode({ identifier, pubkey, kind, relays })}`
  return { remoteId: id, url, ref: { pubkey, address: `${kind}:${pubkey}:${identifier}` } }
}
