import { readText } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { askMatrix } from './ask-matrix.ts'

/** The mxc: address that the server gives a file. */
export async function uploadMedia({ input, media }: { input: PublishInput; media: MediaFile }): Promise<string> {
  const path = `/media/v3/upload?filename=${encodeURIComponent(media.filename)}`
  const answer = await askMatrix({ input, method: 'POST', path, bytes: { content: await media.bytes(), type: media.contentType } })
  const uri = readText(answer.content_uri)
  if (uri === null) throw new NetworkError({ kind: 'unavailable', message: 'The Matrix server did not say where it put the media.' })
  return uri
}
