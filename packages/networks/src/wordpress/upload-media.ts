import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { toFilename } from '../kit/to-filename.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { toMedia } from './from-wordpress-response.ts'
import { mapWordPressError } from './map-wordpress-error.ts'
import type { WordPressMedia } from './wire.ts'
import type { WordPressClient } from './wordpress-client.ts'

type Input = { client: WordPressClient; file: MediaFile; progress: PublishInput['progress'] }

/** Puts a file into the site's media library, once over all attempts. */
export async function uploadMedia({ client, file, progress }: Input): Promise<WordPressMedia> {
  const media = readSaved(progress.get(`media_${file.key}`)) ?? (await upload({ client, file, progress }))
  await progress.save(`media_${file.key}`, JSON.stringify(media))
  // WordPress takes tags out of it, and keeps what is escaped.
  if (file.altText !== null && progress.get(`alt_${file.key}`) === undefined) {
    await client.ask({ path: `/wp/v2/media/${media.id}`, method: 'POST', step: 'upload', json: { alt_text: file.altText.replaceAll('<', '&lt;') } })
    await progress.save(`alt_${file.key}`, 'set')
  }
  return media
}

async function upload({ client, file, progress }: Input): Promise<WordPressMedia> {
  const { contentType } = file
  const begun = progress.get(`begun_${file.key}`)
  if (begun !== undefined) return finish({ client, id: begun })
  const sent = { bytes: await file.bytes(), contentType, filename: toFilename(file) }
  const answer = await client.call({ path: '/wp/v2/media', method: 'POST', step: 'upload', file: sent })
  const id = answer.headers.get('x-wp-upload-attachment-id')
  if (answer.status >= 500 && id !== null && /^\d+$/.test(id)) return finish({ client, id: await progress.save(`begun_${file.key}`, id) })
  if (answer.status < 200 || answer.status > 299) throw mapWordPressError({ answer, step: 'upload' })
  return toMedia(answer.json)
}

/** A site that fails while it makes the smaller sizes of an image has the image itself, and can go on */
const finish = async ({ client, id }: { client: WordPressClient; id: string }) =>
  toMedia(await client.ask({ path: `/wp/v2/media/${id}/post-process`, method: 'POST', step: 'upload', json: { action: 'create-image-subsizes' } }))

function readSaved(text: string | undefined): WordPressMedia | undefined {
  if (text === undefined) return undefined
  const saved = readObject(JSON.parse(text))
  const [id, url] = [readNumber(saved.id), readText(saved.url)]
  return id === null || url === null ? undefined : { id, url }
}
