import { callNetwork, type Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { callXrpc, isSuccess } from './call-xrpc.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { pdsOf } from './did-document.ts'

type Asked = Pick<AccountInput, 'fetch' | 'signal'>
export type Identity = { did: string; pds: string }

const didPattern = /^did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.%-]+)$/
const handlePattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

const wrong = (message: string) => new NetworkError({ kind: 'content_rejected', message })
const away = (what: string) => new NetworkError({ kind: 'unavailable', message: `${what} can’t be asked just now. Try again in a while.` })

/**
 * Whom a handle or a DID names, and where the account's data are.
 * @param resolver a server that resolves handles; @param directory of the DIDs that begin with did:plc
 */
export async function resolveIdentity({
  identifier,
  resolver,
  directory,
  ...asked
}: Asked & { identifier: string; resolver: string; directory: string }): Promise<Identity> {
  const did = didPattern.test(identifier) ? identifier : await resolveHandle({ handle: identifier, resolver, ...asked })
  return resolveDid({ did, directory, ...asked })
}

/** https://atproto.com/specs/did */
export async function resolveDid({ did, directory, ...asked }: Asked & { did: string; directory: string }): Promise<Identity> {
  if (!didPattern.test(did)) throw wrong(`${did.slice(0, 100)} is no DID that Bluesky knows.`)
  const answer = await ask({ url: documentUrl({ did, directory }), ...asked })
  if (answer.status === 404 || answer.status === 410) throw wrong(`Nobody has the DID ${did}.`)
  if (!isSuccess(answer)) throw away('The directory of Bluesky’s accounts')
  const document = readObject(answer.json)
  const pds = pdsOf(document)
  if (document.id !== did || pds === null) throw wrong(`The document of ${did} names no server (PDS) that has the account.`)
  return { did, pds }
}

/** By a server that knows, or by the handle's own site. https://atproto.com/specs/handle#handle-resolution */
async function resolveHandle({ handle, resolver, ...asked }: Asked & { handle: string; resolver: string }): Promise<string> {
  if (!handlePattern.test(handle)) throw wrong(`“${handle.slice(0, 100)}” is no handle. One looks like ada.bsky.social.`)
  const query = { handle: handle.toLowerCase() }
  const told = await callXrpc({ ...asked, host: resolver, method: 'GET', nsid: 'com.atproto.identity.resolveHandle', query, step: 'read' })
  const did = isSuccess(told) ? readText(readObject(told.json).did) : await ofSite({ handle: query.handle, ...asked })
  if (did !== null && didPattern.test(did)) return did
  if (told.status >= 500) throw away('Bluesky’s directory of handles')
  throw wrong(`Nobody has the handle ${handle}. Check it, or leave it out and name the server.`)
}

async function ofSite({ handle, ...asked }: Asked & { handle: string }): Promise<string | null> {
  const answer = await ask({ url: `https://${handle}/.well-known/atproto-did`, ...asked }).catch(() => undefined)
  return answer && isSuccess(answer) ? answer.text.trim() : null
}

const ask = ({ url, fetch, signal }: Asked & { url: string }): Promise<Answer> =>
  callNetwork({ fetch, signal, displayName: blueskyCapabilities.displayName, url, method: 'GET', isWrite: false })

function documentUrl({ did, directory }: { did: string; directory: string }): string {
  if (did.startsWith('did:plc:')) return `${directory}/${did}`
  // The port of a did:web is escaped.
  return `https://${decodeURIComponent(did.slice('did:web:'.length))}/.well-known/did.json`
}
