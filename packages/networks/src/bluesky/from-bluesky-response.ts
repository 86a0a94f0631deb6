import { readNumber, readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { Published } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Tokens } from '../port/oauth-client.ts'
import { pdsOf } from './did-document.ts'

/** The answer of `createSession` as the account and its session. A server that names no other PDS is it itself. */
export function toAccount({ session, server, profile }: { session: Json; server: string; profile: Json }): Account {
  const [did, handle, { accessToken, refreshToken }] = [readText(session.did), readText(session.handle), toTokens(session)]
  if (did === null || refreshToken === null) throw new NetworkError({ kind: 'unavailable', message: 'Bluesky did not say which account this is.' })
  const credentials = { accessToken, refreshToken, did, pds: readPds({ didDocument: session.didDoc, server }) }
  return { ...toShownAccount({ did, handle, profile }), expiresAt: readEnd(accessToken), credentials }
}

/** The account as people see it. */
export const toShownAccount = ({ did, handle, profile }: { did: string; handle: string | null; profile: Json }): Account => ({
  remoteId: did,
  handle: handle && `@${handle}`,
  displayName: readText(profile.displayName) ?? handle ?? did,
  url: `https://bsky.app/profile/${did}`,
  expiresAt: null,
})

export function toTokens(session: Json): Tokens {
  const [accessToken, refreshToken] = [readText(session.accessJwt), readText(session.refreshJwt)]
  if (accessToken === null) throw new NetworkError({ kind: 'unavailable', message: 'Bluesky gave no session.' })
  const end = readEnd(accessToken)
  return { accessToken, refreshToken, expiresInSeconds: end === null ? null : Math.max(Math.floor((end.getTime() - Date.now()) / 1_000), 1) }
}

/** A record that is there, by the answer of `putRecord` or `getRecord`. */
export function toPublished(record: Json): Published {
  const [uri, cid] = [readText(record.uri), readText(record.cid)]
  const [, did, rkey] = /^at:\/\/([^/]+)\/[^/]+\/([^/]+)$/.exec(uri ?? '') ?? []
  if (uri === null || cid === null || did === undefined) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'Bluesky took the post, but its answer did not say which record it became.' })
  }
  return { remoteId: uri, url: `https://bsky.app/profile/${did}/post/${rkey}`, ref: { uri, cid } }
}

/** Sessions go to the PDS that the account's DID document names, never from https down to http. */
function readPds({ didDocument, server }: { didDocument: unknown; server: string }): string {
  const endpoint = pdsOf(didDocument)
  if (endpoint === null) return server
  const { protocol } = new URL(endpoint)
  return protocol === 'https:' || protocol === new URL(server).protocol ? endpoint : server
}

/** When a JWT ends, by its own word. */
function readEnd(token: string): Date | null {
  try {
    const claims = readObject(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')))
    const seconds = readNumber(claims.exp)
    return seconds === null ? null : new Date(seconds * 1_000)
  } catch {
    return null
  }
}
