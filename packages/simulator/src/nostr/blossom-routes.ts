import { hash } from 'node:crypto'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import type { NetworkRequest } from '../server/network-request.ts'
import { Refusal } from '../server/refusal.ts'
import { bearerToken } from '../kit/bearer-token.ts'
import { readEvent } from './read-event.ts'

/** The public key of a Blossom or HTTP authorization event; `garbled` where there is none in it. */
export function readPubkey(request: NetworkRequest): string | null {
  const token = bearerToken(request, 'Nostr')
  if (token === null) return null
  const { pubkey } = parse(token)
  return typeof pubkey === 'string' ? pubkey : 'garbled'
}

/** https://github.com/hzrd149/blossom/blob/master/buds/02.md */
export const blossomRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/upload',
    operation: 'upload',
    handle: (exchange): Answer => {
      const { request, world, baseUrl } = exchange
      if (request.bytes.length === 0) throw refuse(400, 'No file was sent')
      const mimeType = request.headers['content-type'] ?? 'application/octet-stream'
      requireAuthorization({ exchange, sha256: hash('sha256', request.bytes, 'hex') })
      const { sha256, size } = world.media.put({ bytes: request.bytes, mimeType })
      return {
        status: 200,
        json: { url: `${baseUrl}/${sha256}.${extensionOf(mimeType)}`, sha256, size, type: mimeType, uploaded: Math.floor(world.nowMs() / 1_000) },
      }
    },
  },
  {
    method: 'GET',
    path: '/:blob',
    operation: 'describe',
    isOpen: true,
    handle: ({ params, world, request, baseUrl }) => {
      const [, sha256] = /^([0-9a-f]{64})(?:\.\w+)?$/.exec(params.blob ?? '') ?? []
      if (sha256 === undefined) return relayDocument(request, baseUrl)
      const stored = world.media.read(sha256)
      if (stored === undefined) throw refuse(404, 'Blob not found')
      return { status: 200, bytes: stored.bytes, headers: { 'content-type': stored.mimeType } }
    },
  },
]

/** NIP-11: what a relay says of itself to who asks for it. */
export function relayDocument(request: NetworkRequest, baseUrl: string): Answer {
  if (!request.headers.accept?.includes('application/nostr+json')) return { status: 200, text: 'Please use a Nostr client to connect.' }
  const limitation = { max_message_length: 131_072, max_event_tags: 2_000, max_content_length: 65_536, auth_required: false, payment_required: false }
  const json = { name: 'Simulator', description: 'A simulated relay', supported_nips: [1, 5, 9, 11, 23], software: baseUrl, version: '1', limitation }
  return { status: 200, text: JSON.stringify(json), headers: { 'content-type': 'application/nostr+json', 'access-control-allow-origin': '*' } }
}

const refuse = (status: number, message: string): Refusal => new Refusal({ status, json: { message }, headers: { 'x-reason': message } })

function requireAuthorization({ exchange: { request, world }, sha256 }: { exchange: Exchange; sha256: string }): void {
  const { event, problem } = readEvent({ value: parse(bearerToken(request, 'Nostr') ?? ''), nowMs: world.nowMs() })
  if (event === null) throw refuse(401, `Authorization event is ${problem}`)
  const tag = (name: string) => event.tags.filter(([key]) => key === name).map(([, value]) => value)
  if (event.kind !== 24_242 || !tag('t').includes('upload')) throw refuse(401, 'Authorization event is not for an upload')
  if (!(Number(tag('expiration')[0]) > world.nowMs() / 1_000)) throw refuse(401, 'Authorization event has expired')
  if (!tag('x').includes(sha256)) throw refuse(401, 'Authorization event is for another file')
}

function parse(token: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(Buffer.from(token, 'base64').toString('utf8')) }
  } catch {
    return {}
  }
}

const extensionOf = (mimeType: string): string =>
  ({ 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'video/mp4': 'mp4' })[mimeType] ?? 'bin'
