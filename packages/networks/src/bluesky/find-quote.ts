import { readObject } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { callXrpc, isSuccess } from './call-xrpc.ts'
import { readSession } from './credentials.ts'
import { mapBlueskyError } from './map-bluesky-error.ts'
import { resolveHandle } from './to-facets.ts'
import type { StrongRef } from './wire.ts'

const atUri = /^at:\/\/([^/\s]+)\/app\.bsky\.feed\.post\/([^/\s]+)$/
const webUrl = /^https:\/\/bsky\.app\/profile\/([^/\s]+)\/post\/([^/?#\s]+)/

const wrong = (problem: string) => new NetworkError({ kind: 'content_rejected', message: `The option quoteUri ${problem}. Correct it or leave it out.` })

/** The quoted post's address and content hash, as it is now. */
export async function findQuote(input: PublishInput): Promise<StrongRef | null> {
  const { fetch, signal, credentials, item } = input
  const { quoteUri } = item.options
  if (typeof quoteUri !== 'string' || quoteUri === '' || item.kind !== 'post') return null
  const [, author, rkey] = atUri.exec(quoteUri) ?? webUrl.exec(quoteUri) ?? []
  if (author === undefined || rkey === undefined) throw wrong('is neither the address of a post at bsky.app nor its at:// address')
  const repo = author.startsWith('did:') ? author : await resolveHandle({ ...input, handle: author })
  if (repo === null) throw wrong(`names ${author}, whom nobody knows`)
  const { pds } = readSession(credentials)
  const query = { repo, collection: 'app.bsky.feed.post', rkey }
  const answer = await callXrpc({ fetch, signal, host: pds, method: 'GET', nsid: 'com.atproto.repo.getRecord', query, step: 'read' })
  const { uri, cid } = readObject(answer.json)
  if (isSuccess(answer) && typeof uri === 'string' && typeof cid === 'string') return { uri, cid }
  if (answer.status === 400 || answer.status === 404) throw wrong('names a post that is not there')
  throw mapBlueskyError({ answer, step: 'read' })
}
