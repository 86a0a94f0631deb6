import { hash } from 'node:crypto'
import { readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { requireAuthor } from './authors.ts'
import { versioned } from './check-version.ts'
import { linkedinErrors, refuseLinkedin } from './linkedin-errors.ts'

export type Asset = {
  urn: string
  kind: 'image' | 'video' | 'document'
  owner: string
  size: number
  parts: Map<number, Buffer>
  etags: string[]
  stored: ShelvedMedia | null
  readyAtMs: number
}
export type Assets = Map<string, Asset>

const partBytes = 4_194_304

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api and videos-api */
export function mediaRoutes(assets: Assets): Route[] {
  const initialize = (kind: Asset['kind']) =>
    versioned((exchange): Answer => {
      const { request, world, baseUrl } = exchange
      if (kind === 'video' && request.query.get('action') === 'finalizeUpload') return finalize(exchange)
      if (request.query.get('action') !== 'initializeUpload') return linkedinErrors.notFound()
      const asked = readObject(request.body.initializeUploadRequest)
      const owner = requireAuthor({ exchange, author: asked.owner, field: 'initializeUploadRequest/owner' })
      const size = readNumber(asked.fileSizeBytes) ?? 0
      if (kind === 'video' && (size < 1 || size > 5_368_709_120)) {
        throw refuseLinkedin({ status: 400, code: 'INVALID_PARAM', message: 'fileSizeBytes must be between 75 KB and 5 GB' })
      }
      const urn = `urn:li:${kind}:C5F${world.nextNumber()}`
      assets.set(urn, { urn, kind, owner, size, parts: new Map(), etags: [], stored: null, readyAtMs: Number.POSITIVE_INFINITY })
      const uploadUrl = `${baseUrl}/dms-uploads/${encodeURIComponent(urn)}/0`
      const uploadUrlExpiresAt = world.nowMs() + 86_400_000
      if (kind !== 'video') return { status: 200, json: { value: { uploadUrlExpiresAt, uploadUrl, [kind]: urn } } }
      const uploadInstructions = Array.from({ length: Math.ceil(size / partBytes) }, (_none, at) => ({
        uploadUrl: `${baseUrl}/dms-uploads/${encodeURIComponent(urn)}/${at}`,
        firstByte: at * partBytes,
        lastByte: Math.min(size, (at + 1) * partBytes) - 1,
      }))
      return { status: 200, json: { value: { uploadUrlsExpireAt: uploadUrlExpiresAt, video: urn, uploadInstructions, uploadToken: '' } } }
    })

  const finalize = ({ request, world, processingMs }: Exchange): Answer => {
    const asked = readObject(request.body.finalizeUploadRequest)
    const asset = assets.get(readText(asked.video) ?? '')
    const ids = readList(asked.uploadedPartIds)
    if (asset === undefined) throw refuseLinkedin({ status: 404, code: 'NOT_FOUND', message: 'Could not find entity' })
    const isWhole = ids.length === Math.ceil(asset.size / partBytes) && ids.every((id, at) => id === asset.etags[at])
    if (!isWhole) throw refuseLinkedin({ status: 400, code: 'INVALID_PARAM', message: 'uploadedPartIds do not match the parts that were uploaded' })
    const bytes = Buffer.concat([...asset.parts].sort(([a], [b]) => a - b).map(([, part]) => part))
    asset.stored = world.media.put({ bytes, mimeType: 'video/mp4' })
    asset.parts.clear()
    asset.readyAtMs = world.nowMs() + processingMs
    return { status: 200 }
  }

  const upload = ({ params, request, world, processingMs }: Exchange): Answer => {
    const asset = assets.get(params.urn ?? '')
    const part = readNumber(params.part)
    if (asset === undefined || part === null || request.bytes.length === 0) return linkedinErrors.status(400)
    const etag = hash('sha1', request.bytes, 'hex')
    if (asset.kind === 'video') {
      asset.parts.set(part, request.bytes)
      asset.etags[part] = etag
      return { status: 200, headers: { etag } }
    }
    asset.stored = world.media.put({ bytes: request.bytes, mimeType: sniff(request.bytes) })
    asset.readyAtMs = world.nowMs() + processingMs
    return { status: 201, headers: { etag } }
  }

  const show = versioned(({ params, world }): Answer => {
    const asset = assets.get(params.urn ?? '')
    if (asset === undefined) throw refuseLinkedin({ status: 404, code: 'NOT_FOUND', message: 'Could not find entity' })
    return { status: 200, json: { id: asset.urn, owner: asset.owner, status: statusOf({ asset, nowMs: world.nowMs() }) } }
  })

  return [
    ...(['image', 'video', 'document'] as const).flatMap((kind): Route[] => [
      { method: 'POST', path: `/rest/${kind}s`, operation: 'upload', handle: initialize(kind) },
      { method: 'GET', path: `/rest/${kind}s/:urn`, operation: 'process', handle: show },
    ]),
    { method: 'PUT', path: '/dms-uploads/:urn/:part', operation: 'upload', isOpen: true, handle: upload },
  ]
}

export function statusOf({ asset, nowMs }: { asset: Asset; nowMs: number }): string {
  if (asset.stored === null) return 'WAITING_UPLOAD'
  return asset.readyAtMs <= nowMs ? 'AVAILABLE' : 'PROCESSING'
}

function sniff(bytes: Buffer): string {
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png'
  if (bytes.subarray(0, 3).toString('latin1') === 'GIF') return 'image/gif'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.subarray(0, 4).toString('latin1') === '%PDF' ? 'application/pdf' : 'application/octet-stream'
}
