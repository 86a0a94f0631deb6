import { readNumber, readObject, readText } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { toMedia } from './from-wordpress-response.ts'
import type { WordPressMedia } from './wire.ts'
import type { WordPressClient } from './wordpress-client.ts'

/** Puts a file into the site's media library, once over all attempts. */
export async function uploadMedia({
  client,
  file,
  progress,
}: {
  client: WordPressClient
  file: MediaFile
  progress: PublishInput['progress']
}): Promise<WordPressMedia> {
  const media = readSaved(progress.get(`media_${file.key}`)) ?? (await upload({ client, file }))
  await progress.save(`media_${file.key}`, JSON.stringify(media))
  if (file.altText !== null && progress.get(`alt_${file.key}`) === undefined) {
    await client.ask({ path: `/wp/v2/media/${media.id}`, method: 'POST', step: 'upload', json: { alt_text: file.altText } })
    await progress.save(`alt_${file.key}`, 'set')
  }
  return media
}

async function upload({ client, file }: { client: WordPressClient; file: MediaFile }): Promise<WordPressMedia> {
  const { contentType } = file
  // Header values are ASCII, and WordPress tells the type by the ending.
  const filename =
    file.filename
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[-.]+/, '') || 'file'
  return toMedia(await client.ask({ path: '/wp/v2/media', method: 'POST', step: 'upload', file: { bytes: await file.bytes(), contentType, filename } }))
}

function readSaved(text: string | undefined): WordPressMedia | undefined {
  if (text === undefined) return undefined
  const saved = readObject(JSON.parse(text))
  const [id, url] = [readNumber(saved.id), readText(saved.url)]
  return id === null || url === null ? undefined : { id, url }
}
