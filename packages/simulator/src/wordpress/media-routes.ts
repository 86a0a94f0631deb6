import { readNumber, readObject, readText } from '../kit/read-value.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseWordpress } from './wordpress-errors.ts'

export type BlogMedia = { id: number; name: string; alt: string; title: string; stored: ShelvedMedia }

export function mediaRoutes(media: Map<number, BlogMedia>): Route[] {
  const find = ({ params }: Exchange): BlogMedia => {
    const found = media.get(readNumber(params.id) ?? 0)
    if (found === undefined) throw refuseWordpress({ status: 404, code: 'rest_post_invalid_id', message: 'Invalid post ID.' })
    return found
  }
  return [
    {
      method: 'POST',
      path: '/wp-json/wp/v2/media',
      operation: 'upload',
      handle: (exchange) => {
        const { request, world } = exchange
        const [part] = request.files
        const bytes = part?.bytes ?? request.bytes
        const [, named] = /filename="?([^";]+)"?/.exec(request.headers['content-disposition'] ?? '') ?? []
        const name = part?.name ?? named
        const mimeType = part?.mimeType ?? request.headers['content-type'] ?? ''
        if (bytes.length === 0) throw refuseWordpress({ status: 400, code: 'rest_upload_no_data', message: 'No data supplied.' })
        if (!name) throw refuseWordpress({ status: 400, code: 'rest_upload_no_content_disposition', message: 'No Content-Disposition supplied.' })
        if (!/^(image|video|audio)\//.test(mimeType) || /\.(php|html?|js|svg)$/i.test(name)) {
          throw refuseWordpress({ status: 500, code: 'rest_upload_unknown_error', message: 'Sorry, you are not allowed to upload this file type.' })
        }
        const item: BlogMedia = {
          id: world.nextNumber(),
          name,
          alt: readText(request.body.alt_text) ?? '',
          title: name,
          stored: world.media.put({ bytes, mimeType }),
        }
        media.set(item.id, item)
        return { status: 201, json: showMediaItem({ item, exchange }) }
      },
    },
    {
      method: 'POST',
      path: '/wp-json/wp/v2/media/:id',
      operation: 'upload',
      handle: (exchange) => {
        const item = find(exchange)
        const { alt_text: alt, title } = exchange.request.body
        item.alt = readText(alt) ?? item.alt
        item.title = readText(title) ?? readText(readObject(title).raw) ?? item.title
        return { status: 200, json: showMediaItem({ item, exchange }) }
      },
    },
    {
      method: 'GET',
      path: '/wp-json/wp/v2/media/:id',
      operation: 'process',
      handle: (exchange) => ({ status: 200, json: showMediaItem({ item: find(exchange), exchange }) }),
    },
  ]
}

function showMediaItem({ item, exchange: { baseUrl } }: { item: BlogMedia; exchange: Exchange }): object {
  const { id, alt, title, stored } = item
  const address = `${new URL(baseUrl).origin}/_simulator/media/${stored.id}`
  return {
    id,
    status: 'inherit',
    type: 'attachment',
    link: `${baseUrl}/?attachment_id=${id}`,
    title: { raw: title, rendered: title },
    alt_text: alt,
    media_type: stored.mimeType.startsWith('image/') ? 'image' : 'file',
    mime_type: stored.mimeType,
    media_details: { filesize: stored.size, sizes: {} },
    source_url: address,
    guid: { rendered: address },
  }
}
