import { fingerprint } from '../kit/fingerprint.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { Remote } from '../port/publish-item.ts'
import type { XApi } from './create-x-api.ts'
import { toPublished, toTimeline } from './from-x-response.ts'
import { mapXError } from './map-x-error.ts'
import { uploadedId } from './upload-media.ts'
import { readMe } from './read-me.ts'

// X bills every post it answers, so no more are asked for than one account publishes at a time.
const maxPosts = 20
const skewMs = 60_000

/** Looks among the account's posts since the item was due for one that holds its media, or says the same under the same parent. */
export async function probeX({ api, input }: { api: XApi; input: PublishInput }): Promise<Remote | undefined> {
  const { item, connection, progress } = input
  const userId = connection.remoteId ?? (await readMe(api)).remoteId
  const query = new URLSearchParams({
    max_results: String(maxPosts),
    start_time: `${new Date(item.dueAt.getTime() - skewMs).toISOString().slice(0, 19)}Z`,
    exclude: 'retweets',
    'tweet.fields': 'attachments,note_tweet,referenced_tweets,text',
  })
  const answer = await api({ method: 'GET', path: `users/${userId}/tweets?${query}` })
  if (answer.status !== 200) throw mapXError({ answer, isWrite: false, isUpload: false })
  const mediaIds = item.media.map((file) => uploadedId({ progress, file })).filter((id) => id !== null)
  const wanted = fingerprint(item.text)
  const found = toTimeline(answer.json).find(
    ({ text, mediaKeys, repliedTo }) =>
      repliedTo === (item.parent?.remoteId ?? null) &&
      // A media key is a digit for its kind and the media's own id.
      (mediaIds.some((id) => mediaKeys.some((key) => key.endsWith(`_${id}`))) || (wanted !== '' && fingerprint(text) === wanted)),
  )
  return found && toPublished({ id: found.id, handle: connection.handle })
}
