import type { Published, PublishInput } from '../port/network-adapter.ts'
import { askMastodon } from './call-mastodon.ts'
import { readAccess } from './credentials.ts'
import { toPublished } from './from-mastodon-response.ts'
import { refuseWhatCantGo, toMastodonPost } from './to-mastodon-post.ts'
import { uploadMedia } from './upload-media.ts'

/** What `probe` looks from. */
export const firstCallAt = 'firstCallAt'

export async function publishToMastodon(input: PublishInput): Promise<Published> {
  const { item, progress, clock, clientKey } = input
  readAccess(input.credentials)
  refuseWhatCantGo(item)
  const json = toMastodonPost({ item, mediaIds: await uploadMedia(input) })
  if (progress.get(firstCallAt) === undefined) await progress.save(firstCallAt, clock.now().toISOString())
  const headers = { 'idempotency-key': clientKey }
  return toPublished(await askMastodon({ ...input, method: 'POST', path: '/api/v1/statuses', headers, json, step: 'publish' }))
}
