import { readObject } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { askXrpc } from './call-xrpc.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { readSession } from './credentials.ts'
import { uploadVideo } from './upload-video.ts'
import type { Blob, MediaEmbed } from './wire.ts'

/** Uploads what was not uploaded by an earlier attempt. */
export async function uploadMedia(input: PublishInput & { videoService: string }): Promise<MediaEmbed | null> {
  const { media } = input.item
  refuseWhatCantGo(media)
  const [first] = media
  if (first === undefined) return null
  if (first.kind === 'video') {
    const video = await once({ input, file: first, upload: () => uploadVideo({ ...input, file: first }) })
    return { $type: 'app.bsky.embed.video', video, ...(first.altText ? { alt: first.altText } : {}), ...aspectRatioOf(first) }
  }
  const images = []
  for (const file of media) {
    const image = await once({ input, file, upload: () => uploadImage({ ...input, file }) })
    images.push({ image, alt: file.altText ?? '', ...aspectRatioOf(file) })
  }
  return { $type: 'app.bsky.embed.images', images }
}

/** For a server that has thrown away what was uploaded too long ago. */
export async function forgetUploads({ item, progress }: PublishInput): Promise<void> {
  for (const file of item.media) await progress.save(blobName(file), '')
}

const blobName = ({ key }: MediaFile) => `blob ${key}`

async function once({ input, file, upload }: { input: PublishInput; file: MediaFile; upload: () => Promise<Blob> }): Promise<Blob> {
  const kept = input.progress.get(blobName(file))
  return readObject(JSON.parse(kept || (await input.progress.save(blobName(file), JSON.stringify(await upload())))))
}

async function uploadImage({ fetch, signal, credentials, file }: PublishInput & { file: MediaFile }): Promise<Blob> {
  const { pds, accessToken: token, dpopKey } = readSession(credentials)
  const { contentType } = file
  const nsid = 'com.atproto.repo.uploadBlob'
  const { blob } = await askXrpc({ fetch, signal, host: pds, method: 'POST', nsid, token, dpopKey, body: await file.bytes(), contentType, step: 'upload' })
  if (typeof blob !== 'object' || blob === null) throw new NetworkError({ kind: 'unavailable', message: 'Bluesky did not say what became of an image.' })
  return readObject(blob)
}

function refuseWhatCantGo(media: readonly MediaFile[]): void {
  const refuse = (message: string) => new NetworkError({ kind: 'media_rejected', message })
  const { images } = blueskyCapabilities.media
  if (media.some(({ kind }) => kind === 'video') && media.length > 1)
    throw refuse('A Bluesky post takes one video, or up to 4 images. Leave the other media out.')
  if (media.length > (images?.max ?? 0)) throw refuse(`A Bluesky post takes up to 4 images; this one has ${media.length}. Leave some out.`)
  const large = media.find(({ kind, byteSize }) => kind === 'image' && byteSize > (images?.maxBytes ?? Number.POSITIVE_INFINITY))
  if (large) throw refuse(`Bluesky takes images of up to 2,000,000 bytes; ${large.filename} has ${large.byteSize}. Make it smaller.`)
}

const aspectRatioOf = ({ width, height }: MediaFile) => (width === null || height === null ? {} : { aspectRatio: { width, height } })
