import { hash } from 'node:crypto'
import { base32 } from './cid.ts'

/** Handles and DIDs of accounts that have been met. */
export type Identities = Map<string, string>

/** A DID names itself; any other account gets one of its own. */
export function didOf({ account, identities }: { account: string; identities: Identities }): string {
  if (account.startsWith('did:')) return account
  const did = `did:plc:${base32(Buffer.from(hash('sha256', account, 'hex'), 'hex')).slice(0, 24)}`
  identities.set(did, account)
  return did
}

/** An account as people write it; what is no domain yet gets one. */
export const handleOf = (account: string): string => {
  if (account.startsWith('did:')) return 'handle.invalid'
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(account)) return account.toLowerCase()
  return `${
    account
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 18) || 'someone'
  }.simulator.test`
}

export function didDocument({ did, handle, baseUrl }: { did: string; handle: string; baseUrl: string }): object {
  return {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    alsoKnownAs: [`at://${handle}`],
    verificationMethod: [],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: baseUrl }],
  }
}
