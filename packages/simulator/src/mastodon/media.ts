import { readText } from '../kit/read-value.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { mastodonErrors, refuseMastodon, refuseValidation } from './mastodon-errors.ts'

export type Attachment = {
  id: string
  account: string
  kind: 'image' | 'video' | 'audio'
  stored: ShelvedMedia
  alt: string | null
  readyAtMs: number
  isAttached: boolean
}
export type Attachments = Map<string, Attachment>

const mostBytes = { image: 16_777_216, video: 103_809_024, audio: 103_809_024 }

/** https://docs.joinmastodon.org/methods/media */
export function mediaRoutes(attachments: Attachments): Route[] {
  const upload = (exchange: Exchange): Answer => {
    const { request, world, account, processingMs, baseUrl } = exchange
    const file = request.files.find(({ field }) => field === 'file')
    if (file === undefined) throw refuseValidation("File can't be blank")
    const [kind] = file.mimeType.split('/')
    if (kind !== 'image' && kind !== 'video' && kind !== 'audio') throw refuseValidation('File content type is invalid, File is invalid')
    if (file.bytes.length > mostBytes[kind]) throw refuseValidation(`File file size must be less than ${Math.floor(mostBytes[kind] / 1_048_576)} MB`)
    const alt = readText(request.body.description)
    if (alt !== null && [...alt].length > 1_500) throw refuseValidation('Description is too long (maximum is 1500 characters)')
    const stored = world.media.put(file)
    const id = String(112_000_000_000_000_000n + BigInt(world.nextNumber()))
    const attachment: Attachment = { id, account, kind, stored, alt, readyAtMs: world.nowMs() + processingMs, isAttached: false }
    attachments.set(id, attachment)
    const isReady = attachment.readyAtMs <= world.nowMs() && !world.settings.mastodon.hasSlowMedia
    return { status: isReady ? 200 : 202, json: showAttachment({ attachment, baseUrl, isReady }) }
  }
  const find = ({ params, account }: Exchange): Attachment => {
    const attachment = attachments.get(params.id ?? '')
    if (attachment === undefined || attachment.account !== account) throw refuseMastodon('Record not found', 404)
    return attachment
  }
  return [
    { method: 'POST', path: '/api/v2/media', operation: 'upload', handle: upload },
    { method: 'POST', path: '/api/v1/media', operation: 'upload', handle: upload },
    {
      method: 'GET',
      path: '/api/v1/media/:id',
      operation: 'process',
      handle: (exchange) => {
        const attachment = find(exchange)
        const isReady = attachment.readyAtMs <= exchange.world.nowMs()
        return { status: isReady ? 200 : 206, json: showAttachment({ attachment, baseUrl: exchange.baseUrl, isReady }) }
      },
    },
    {
      method: 'PUT',
      path: '/api/v1/media/:id',
      operation: 'upload',
      handle: (exchange) => {
        const attachment = find(exchange)
        if (attachment.isAttached) return mastodonErrors.notFound()
        attachment.alt = readText(exchange.request.body.description) ?? attachment.alt
        return { status: 200, json: showAttachment({ attachment, baseUrl: exchange.baseUrl, isReady: true }) }
      },
    },
  ]
}

export function showAttachment({ attachment, baseUrl, isReady }: { attachment: Attachment; baseUrl: string; isReady: boolean }) {
  const { id, kind, stored, alt } = attachment
  const address = `${new URL(baseUrl).origin}/_simulator/media/${stored.id}`
  return {
    id,
    type: kind,
    url: isReady ? address : null,
    preview_url: isReady ? address : null,
    remote_url: null,
    text_url: null,
    meta: {},
    description: alt,
    blurhash: null,
  }
}
