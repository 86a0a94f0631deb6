import { decode } from 'nostr-tools/nip19'
import { getPublicKey } from 'nostr-tools/pure'
import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type NostrAccount = { secretKey: Uint8Array; pubkey: string; relays: readonly string[]; blossomServer: string | null }

const usualRelays = ['wss://relay.damus.io', 'wss://nos.lol', 'wss://relay.primal.net']
const mostRelays = 10

export function readNostrAccount({ privateKey, relays, blossomServer }: Credentials): NostrAccount {
  const { secretKey, pubkey } = readKey(privateKey?.trim() ?? '')
  const named = (relays ?? '').split(/[\s,]+/).filter((url) => /^wss?:\/\//.test(url) && URL.canParse(url))
  const addresses = named.map((url) => new URL(url).href.replace(/\/$/, ''))
  return {
    secretKey,
    pubkey,
    relays: addresses.length > 0 ? [...new Set(addresses)].slice(0, mostRelays) : usualRelays,
    blossomServer: blossomServer && URL.canParse(blossomServer) ? blossomServer.replace(/\/+$/, '') : null,
  }
}

function readKey(privateKey: string): Pick<NostrAccount, 'secretKey' | 'pubkey'> {
  try {
    const secretKey = /^[0-9a-f]{64}$/i.test(privateKey) ? new Uint8Array(Buffer.from(privateKey, 'hex')) : decodeSecret(privateKey)
    return { secretKey, pubkey: getPublicKey(secretKey) }
  } catch {
    // What the library says may quote the key.
    throw new NetworkError({
      kind: 'credentials_expired',
      message: 'This is no private key of Nostr. Copy it again from your app, where it begins with nsec1.',
    })
  }
}

function decodeSecret(privateKey: string): Uint8Array {
  const decoded = decode(privateKey)
  if (decoded.type !== 'nsec') throw new Error('not a secret key')
  return decoded.data
}
