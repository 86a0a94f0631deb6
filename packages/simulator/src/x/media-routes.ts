import { readNumber, readObject, readText } from '../kit/read-value.ts'
import { snowflake } from '../kit/stable-id.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseInvalid, refuseX } from './x-errors.ts'

export type XMedia = {
  id: string
  account: string
  mimeType: string
  category: string
  totalBytes: number
  parts: Buffer[]
  stored: ShelvedMedia | null
  readyAtMs: number
  alt: string | null
}
export type XMedias = Map<string, XMedia>

const upload = '/2/media/upload'
const mostChunkBytes = 5_242_880

/** https://docs.x.com/x-api/media/quickstart/media-upload-chunked, read 2026-11-23 */
export function mediaRoutes(medias: XMedias): Route[] {
  const begin = (exchange: Exchange, given: Pick<XMedia, 'mimeType' | 'category' | 'totalBytes'>): XMedia => {
    const { world, account } = exchange
    const id = snowflake({ nowMs: world.nowMs(), number: world.nextNumber() })
    const media: XMedia = { ...given, id, account, parts: [], stored: null, readyAtMs: Number.POSITIVE_INFINITY, alt: null }
    medias.set(id, media)
    return media
  }
  const find = ({ account }: Exchange, id: unknown): XMedia => {
    const media = medias.get(readText(id) ?? '')
    if (media === undefined || media.account !== account) throw refuseInvalid({ name: 'id', value: id, message: 'Media id not found' })
    return media
  }
  const show = ({ world }: Exchange, media: XMedia): Answer => {
    const { id, category, stored, readyAtMs } = media
    const isVideo = category.endsWith('video') || category.endsWith('gif')
    const isReady = readyAtMs <= world.nowMs()
    const processing =
      isVideo || !isReady
        ? { processing_info: isReady ? { state: 'succeeded', progress_percent: 100 } : { state: 'in_progress', check_after_secs: 1, progress_percent: 50 } }
        : {}
    return { status: 200, json: { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400, ...(stored ? { size: stored.size } : {}), ...processing } } }
  }
  const finish = ({ world, processingMs }: Exchange, media: XMedia): void => {
    media.stored = world.media.put({ bytes: Buffer.concat(media.parts), mimeType: media.mimeType })
    media.parts = []
    media.readyAtMs = world.nowMs() + processingMs
  }

  return [
    {
      method: 'POST',
      path: `${upload}/initialize`,
      operation: 'upload',
      handle: (exchange) => {
        const { media_type: mimeType, total_bytes: total, media_category: category } = exchange.request.body
        const totalBytes = readNumber(total)
        if (!readText(mimeType)) throw refuseInvalid({ name: 'media_type', value: mimeType, message: 'media_type is required' })
        if (totalBytes === null || totalBytes < 1) throw refuseInvalid({ name: 'total_bytes', value: total, message: 'total_bytes must be positive' })
        const kind = readText(category) ?? 'tweet_image'
        const most = kind.endsWith('video') ? 536_870_912 : kind.endsWith('gif') ? 15_728_640 : 5_242_880
        if (totalBytes > most) throw refuseInvalid({ name: 'total_bytes', value: total, message: `File size exceeds ${most} bytes.` })
        return show(exchange, begin(exchange, { mimeType: readText(mimeType) ?? '', category: kind, totalBytes }))
      },
    },
    {
      method: 'POST',
      path: `${upload}/:id/append`,
      operation: 'upload',
      handle: (exchange) => {
        const { request, params, world } = exchange
        const media = find(exchange, params.id)
        const segment = readNumber(request.body.segment_index)
        const file = request.files.find(({ field }) => field === 'media')
        const bytes = file?.bytes ?? (readText(request.body.media) === null ? undefined : Buffer.from(readText(request.body.media) ?? '', 'base64'))
        if (segment === null || segment < 0 || segment > 999)
          throw refuseInvalid({ name: 'segment_index', value: request.body.segment_index, message: 'segment_index must be between 0 and 999' })
        if (bytes === undefined || bytes.length === 0 || bytes.length > mostChunkBytes)
          throw refuseInvalid({ name: 'media', value: bytes?.length, message: 'media must be between 1 byte and 5 MB' })
        media.parts[segment] = bytes
        return { status: 200, json: { data: { expires_at: Math.floor(world.nowMs() / 1_000) + 86_400 } } }
      },
    },
    {
      method: 'POST',
      path: `${upload}/:id/finalize`,
      operation: 'upload',
      handle: (exchange) => {
        const media = find(exchange, exchange.params.id)
        const received = media.parts.reduce((sum, part) => sum + (part?.length ?? 0), 0)
        if (media.stored === null && received !== media.totalBytes) {
          throw refuseInvalid({
            name: 'id',
            value: media.id,
            message: `Segments do not add up to provided total file size: ${received} of ${media.totalBytes}`,
          })
        }
        if (media.stored === null) finish(exchange, media)
        return show(exchange, media)
      },
    },
    { method: 'GET', path: upload, operation: 'process', handle: (exchange) => show(exchange, find(exchange, exchange.request.query.get('media_id'))) },
    {
      method: 'POST',
      path: upload,
      operation: 'upload',
      handle: (exchange) => {
        const file = exchange.request.files.find(({ field }) => field === 'media')
        if (file === undefined) throw refuseInvalid({ name: 'media', value: '', message: 'media is required' })
        if (file.bytes.length > mostChunkBytes) throw refuseX('The file is too large for one request.', 413)
        const media = begin(exchange, {
          mimeType: file.mimeType,
          category: readText(exchange.request.body.media_category) ?? 'tweet_image',
          totalBytes: file.bytes.length,
        })
        media.parts = [file.bytes]
        finish(exchange, media)
        return show(exchange, media)
      },
    },
    {
      method: 'POST',
      path: '/2/media/metadata',
      operation: 'upload',
      handle: (exchange) => {
        const { id, metadata } = exchange.request.body
        const alt = readText(readObject(readObject(metadata).alt_text).text) ?? ''
        if (alt === '' || [...alt].length > 1_000)
          throw refuseInvalid({ name: 'metadata.alt_text.text', value: alt, message: 'Alt text must be between 1 and 1000 characters' })
        find(exchange, id).alt = alt
        return { status: 200, json: { data: { id, associated_metadata: { alt_text: { text: alt } } } } }
      },
    },
  ]
}
