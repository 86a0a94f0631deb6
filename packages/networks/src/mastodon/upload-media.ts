import { extname } from 'node:path'
import { readObject, readText } from '../kit/read-json.ts'
import { waitForMedia } from '../kit/wait-for-media.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { callMastodon, isSuccess } from './call-mastodon.ts'
import { mastodonCapabilities } from './capabilities.ts'
import { readId } from './from-mastodon-response.ts'
import { mapMastodonError } from './map-mastodon-error.ts'

// What is left of `submitTimeoutMs` is for the uploads before it and the status after it.
const patienceMs = 45_000

type MediaInput = PublishInput & { file: MediaFile; patienceEndsAt: number }

const nameOf = ({ key }: Pick<MediaFile, 'key'>) => `media ${key}`

/** The ids of what earlier attempts uploaded. */
export const uploadedIds = ({ item, progress }: Pick<PublishInput, 'item' | 'progress'>): string[] =>
  item.media.flatMap((file) => progress.get(nameOf(file)) || [])

/** Uploads what was not uploaded by an earlier attempt, and waits until the server has processed it. Answers the ids. */
export async function uploadMedia(input: PublishInput): Promise<string[]> {
  const patienceEndsAt = performance.now() + patienceMs
  const ids: string[] = []
  for (const file of input.item.media) ids.push(await uploadOne({ ...input, file, patienceEndsAt }))
  return ids
}

async function uploadOne(input: MediaInput, isAgain = false): Promise<string> {
  const { progress, signal, file, patienceEndsAt } = input
  const name = nameOf(file)
  let id = progress.get(name) || null
  if (id === null) {
    const uploaded = await upload(input)
    id = await progress.save(name, uploaded.id)
    if (uploaded.isReady) return id
  }
  const mediaId = id
  const ask = async (): Promise<'ready' | 'gone' | undefined> => {
    const answer = await callMastodon({ ...input, method: 'GET', path: `/api/v1/media/${encodeURIComponent(mediaId)}`, step: 'read' })
    if (answer.status === 206) return undefined
    // Pleroma and Akkoma let only the scope read:media ask, which Mastodon does not know; where a media is not ready, the status is refused as well.
    if (isSuccess(answer) || answer.status === 403) return 'ready'
    if (answer.status === 404) return 'gone'
    if (answer.status === 422) await progress.save(name, '')
    throw mapMastodonError({ answer, step: answer.status === 422 ? 'upload' : 'read' })
  }
  const { displayName } = mastodonCapabilities
  const found = await waitForMedia({ ask, displayName, patienceMs: patienceEndsAt - performance.now(), signal })
  if (found === 'ready') return mediaId
  // Servers throw away what no status took within a day; snac2 does not answer for an upload at all.
  await progress.save(name, '')
  if (!isAgain) return uploadOne(input, true)
  throw new NetworkError({
    kind: 'unavailable',
    message: 'The Mastodon server no longer has the uploaded media; Flow uploads them again.',
    retryAfterMs: 1_000,
  })
}

async function upload({ file, ...input }: MediaInput): Promise<{ id: string; isReady: boolean }> {
  const body = new FormData()
  // snac2 keeps media under their names: one name twice, and the later picture stands in the earlier post too.
  body.set('file', new Blob([await file.bytes()], { type: file.contentType }), `${file.key}${extname(file.filename)}`)
  if (file.altText) body.set('description', file.altText)
  const send = (path: string) => callMastodon({ ...input, method: 'POST', path, body, step: 'upload' })
  const newer = await send('/api/v2/media')
  const answer = newer.status === 404 || newer.status === 405 ? await send('/api/v1/media') : newer
  if (!isSuccess(answer)) throw mapMastodonError({ answer, step: 'upload' })
  const id = readId(readObject(answer.json).id)
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'The Mastodon server did not say what became of a media.' })
  // Mastodon says 202 without an address; Pleroma and Akkoma say it always, with the address where it is ready.
  return { id, isReady: answer.status === 200 || readText(readObject(answer.json).url) !== null }
}
