import { readList, readObject, readText } from '../kit/read-value.ts'
import { showMedia } from '../kit/show-media.ts'
import type { PublishedMedia } from '../ledger/published-item.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseLinkedin } from './linkedin-errors.ts'
import { statusOf, type Assets } from './media-routes.ts'

/** The media of a post's content, all of which must be ready. */
export function readContent({ exchange: { request, world }, assets }: { exchange: Exchange; assets: Assets }): PublishedMedia[] {
  const { media, multiImage, article } = readObject(request.body.content)
  const find = (value: unknown): PublishedMedia => {
    const { id, altText } = readObject(value)
    const asset = assets.get(readText(id) ?? '')
    const alt = readText(altText)
    if (asset?.stored === undefined || asset.stored === null) {
      throw refuseLinkedin({ status: 400, code: 'MEDIA_ASSET_WAITING_UPLOAD', message: `Media asset ${id} is not uploaded` })
    }
    if (statusOf({ asset, nowMs: world.nowMs() }) !== 'AVAILABLE') {
      throw refuseLinkedin({ status: 400, code: 'MEDIA_ASSET_PROCESSING', message: `Media asset ${asset.urn} is being processed` })
    }
    if (alt !== null && alt.length > 4_086)
      throw refuseLinkedin({ status: 422, code: 'FIELD_LENGTH_TOO_LONG', message: 'altText exceeds the maximum allowed (4086 characters)' })
    return showMedia(asset.stored, alt)
  }
  if (multiImage !== undefined) {
    const images = readList(readObject(multiImage).images)
    if (images.length < 2 || images.length > 20)
      throw refuseLinkedin({ status: 422, code: 'INVALID_CONTENT', message: 'multiImage must have between 2 and 20 images' })
    return images.map(find)
  }
  if (media !== undefined) return [find(media)]
  if (article === undefined) return []
  const { source, title, thumbnail } = readObject(article)
  if (!readText(source) || !readText(title))
    throw refuseLinkedin({ status: 422, code: 'MISSING_FIELD', message: 'ERROR :: /content/article :: source and title are required' })
  return thumbnail === undefined ? [] : [find({ id: thumbnail })]
}
