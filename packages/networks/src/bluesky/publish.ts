import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { requireText } from '../kit/require-text.ts'
import { readObject } from '../kit/read-json.ts'
import { callXrpc, isSuccess } from './call-xrpc.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { readSession } from './credentials.ts'
import { findQuote } from './find-quote.ts'
import { toPublished } from './from-bluesky-response.ts'
import { mapBlueskyError, readError } from './map-bluesky-error.ts'
import { newTid } from './new-tid.ts'
import { toBlueskyPost } from './to-bluesky-post.ts'
import { toFacets } from './to-facets.ts'
import { forgetUploads, uploadMedia } from './upload-media.ts'

export const collection = 'app.bsky.feed.post'

/**
 * Puts the record under a key that is kept before the call. createRecord answers a key that is taken with a 500, so with it a repeat
 * could not be told from a failure; putRecord takes the same content again and leaves one record (seen on @atproto/pds 0.5.35).
 */
export async function publishToBluesky(input: PublishInput & { videoService: string }): Promise<Published> {
  const { fetch, signal, credentials, item, progress, clock } = input
  const { pds, did, accessToken, dpopKey } = readSession(credentials)
  if (item.media.length === 0) requireText({ item, displayName: blueskyCapabilities.displayName })
  const [facets, media, quote] = [await toFacets(input), await uploadMedia(input), await findQuote(input)]
  const rkey = progress.get('rkey') ?? (await progress.save('rkey', newTid(clock.now())))
  const createdAt = progress.get('createdAt') ?? (await progress.save('createdAt', clock.now().toISOString()))
  const record = toBlueskyPost({ item, createdAt, facets, media, quote })
  const answer = await callXrpc({
    fetch,
    signal,
    host: pds,
    method: 'POST',
    nsid: 'com.atproto.repo.putRecord',
    token: accessToken,
    dpopKey,
    json: { repo: did, collection, rkey, record },
    step: 'publish',
  })
  if (isSuccess(answer)) return toPublished(readObject(answer.json))
  if (readError(answer).code === 'BlobNotFound') {
    await forgetUploads(input)
    throw new NetworkError({ kind: 'unavailable', message: 'Bluesky no longer has the uploaded media; Flow uploads them again.', retryAfterMs: 1_000 })
  }
  throw mapBlueskyError({ answer, step: 'publish' })
}
