import type { ShelvedMedia } from '../media/create-media-shelf.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseBluesky } from './bluesky-errors.ts'
import { blobCid } from './cid.ts'

/** Blobs by account and CID. */
export type Blobs = Map<string, ShelvedMedia>

const mostBytes = 104_857_600

export function blobRoutes({ blobs }: { blobs: Blobs }): Route[] {
  return [
    {
      method: 'POST',
      path: '/xrpc/com.atproto.repo.uploadBlob',
      operation: 'upload',
      handle: (exchange) => ({ status: 200, json: { blob: keepBlob({ exchange, blobs, mimeType: exchange.request.headers['content-type'] ?? '' }) } }),
    },
  ]
}

/** Keeps what a request sent as a blob of its account, and says how records name it. */
export function keepBlob({ exchange, blobs, mimeType }: { exchange: Exchange; blobs: Blobs; mimeType: string }): object {
  const { request, world, account } = exchange
  if (mimeType === '') throw refuseBluesky({ message: 'Request encoding (Content-Type) required but not provided' })
  if (request.bytes.length === 0) throw refuseBluesky({ message: 'A request body is expected but none was provided' })
  if (request.bytes.length > mostBytes) throw refuseBluesky({ status: 413, error: 'PayloadTooLarge', message: 'request entity too large' })
  const cid = blobCid(request.bytes)
  blobs.set(`${account}\n${cid}`, world.media.put({ bytes: request.bytes, mimeType }))
  return { $type: 'blob', ref: { $link: cid }, mimeType, size: request.bytes.length }
}
