import { readObject, readText } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { callXrpc, isSuccess } from './call-xrpc.ts'
import { readSession } from './credentials.ts'
import { mapBlueskyError, readError } from './map-bluesky-error.ts'
import type { BlueskyFacet } from './wire.ts'

const handlePattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** Links and tags as they are, and mentions by the DID of whom they name; a name that nobody has stays text. */
export async function toFacets(input: PublishInput): Promise<BlueskyFacet[]> {
  const facets: BlueskyFacet[] = []
  for (const { byteStart, byteEnd, kind, value } of input.item.facets) {
    const index = { byteStart, byteEnd }
    if (kind === 'link') facets.push({ index, features: [{ $type: 'app.bsky.richtext.facet#link', uri: value }] })
    if (kind === 'tag') facets.push({ index, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: value }] })
    const did = kind === 'mention' && handlePattern.test(value) ? await resolveHandle({ ...input, handle: value }) : null
    if (did !== null) facets.push({ index, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] })
  }
  return facets
}

/** @returns `null` where nobody has the handle */
export async function resolveHandle({ fetch, signal, credentials, handle }: PublishInput & { handle: string }): Promise<string | null> {
  const { pds } = readSession(credentials)
  const answer = await callXrpc({ fetch, signal, host: pds, method: 'GET', nsid: 'com.atproto.identity.resolveHandle', query: { handle }, step: 'read' })
  if (isSuccess(answer)) return readText(readObject(answer.json).did)
  const { code } = readError(answer)
  if (answer.status === 400 && (code === 'HandleNotFound' || code === 'InvalidRequest')) return null
  throw mapBlueskyError({ answer, step: 'read' })
}
