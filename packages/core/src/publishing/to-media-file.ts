import type { Readable } from 'node:stream'
import type { Media } from '@flow/db'
import { NetworkError, type ImageLimits, type MediaFile } from '@flow/networks/port'
import { fitImage } from '../media/fit-image.ts'

/** What publishing needs of where media lie. */
export type MediaSource = {
  read: (part: { sha256: string; start: number; end: number }) => Promise<Readable>
  /** An address from which anybody can fetch the media for a while. */
  sign: (input: { key: string; now: Date; fit?: ImageLimits }) => { url: string }
}

/** A media as adapters get it: an image that the network would refuse is fitted to it first, where the post asks for that. */
export async function toMediaFile({
  media,
  source,
  limits,
  isFitted,
}: {
  media: Pick<Media, 'key' | 'kind' | 'filename' | 'contentType' | 'byteSize' | 'width' | 'height' | 'altText' | 'sha256'>
  source: MediaSource
  limits: ImageLimits | null
  isFitted: boolean
}): Promise<MediaFile> {
  const { key, kind, filename, contentType, byteSize, width, height, altText, sha256 } = media
  const read = async (start: number, end: number) => {
    if (end <= start) return new Uint8Array()
    try {
      return await collect(await source.read({ sha256, start, end: end - 1 }))
    } catch (cause) {
      throw new NetworkError({ kind: 'unavailable', message: `Flow could not read the media ${key} from its store.`, cause })
    }
  }
  const file: MediaFile = {
    key,
    kind,
    filename,
    contentType,
    byteSize,
    width,
    height,
    altText,
    bytes: () => read(0, byteSize),
    slice: (start, end) => read(start, Math.min(end, byteSize)),
    publicUrl: source.sign({ key, now: new Date() }).url,
  }
  if (!isFitted || !limits || kind !== 'image') return file
  const fitted = await fitImage({ file, limits })
  // A network that fetches it itself gets the same as one that is sent the bytes.
  return fitted === file ? file : { ...fitted, publicUrl: source.sign({ key, now: new Date(), fit: limits }).url }
}

async function collect(stream: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}
