import { Readable } from 'node:stream'
import { mediaTypes } from '@flow/core'
import type { MediaFile } from '@flow/networks/port'
import { create as contentDisposition } from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'
import parseRange from 'range-parser'
import type { Services } from '../http/services.ts'

export type ServedMedia = { sha256: string; contentType: string; byteSize: number; filename: string }

/** Sends a blob whole, one range of it, or word that it has not changed: as a file to show or keep, and never as a page that may act. */
export async function sendMedia({
  request,
  reply,
  blobs,
  media,
  cacheControl,
}: {
  request: FastifyRequest
  reply: FastifyReply
  blobs: Services['blobs']
  media: ServedMedia
  cacheControl: string
}): Promise<FastifyReply> {
  const { sha256, contentType, byteSize, filename } = media
  const etag = `"${sha256}"`
  reply.headers({ etag, 'accept-ranges': 'bytes', 'cache-control': cacheControl, 'content-security-policy': "default-src 'none'; sandbox" })
  if (names(request.headers['if-none-match'], etag)) return reply.status(304).send()

  reply.headers({ 'content-type': contentType, 'content-disposition': contentDisposition(nameOf({ filename, contentType }), { type: 'inline' }) })
  const part = findPart({ request, byteSize, etag })
  if (part === 'outside') {
    return reply
      .status(416)
      .headers({ 'content-range': `bytes */${byteSize}`, 'content-length': 0 })
      .send('')
  }
  if (part) reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${byteSize}`)
  const { start, end } = part ?? { start: 0, end: byteSize - 1 }
  reply.header('content-length', end - start + 1)
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : await blobs.read({ sha256, start, end }))
}

/** Sends an image that was made to fit a network, whole, whatever range is asked for. */
export async function sendFitted({
  reply,
  file: { contentType, filename, byteSize, bytes },
  etag,
  cacheControl,
}: {
  reply: FastifyReply
  file: MediaFile
  etag: string
  cacheControl: string
}): Promise<FastifyReply> {
  reply.headers({ etag, 'cache-control': cacheControl, 'content-security-policy': "default-src 'none'; sandbox", 'content-length': byteSize })
  reply.headers({ 'content-type': contentType, 'content-disposition': contentDisposition(nameOf({ filename, contentType }), { type: 'inline' }) })
  return reply.send(Buffer.from(await bytes()))
}

/** The one range that is asked for. Several, or of a file that was another, are answered with the whole, as RFC 9110 allows. */
function findPart({
  request,
  byteSize,
  etag,
}: {
  request: FastifyRequest
  byteSize: number
  etag: string
}): { start: number; end: number } | 'outside' | undefined {
  const { range, 'if-range': ifRange } = request.headers
  if (request.method !== 'GET' || range === undefined || (ifRange !== undefined && ifRange !== etag)) return undefined
  const ranges = parseRange(byteSize, range)
  if (ranges === -1) return 'outside'
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined
  return ranges[0]
}

function names(header: string | undefined, etag: string): boolean {
  const known = header?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  return known.includes(etag) || known.includes('*')
}

// Who keeps the file must not get one that its name makes a page or a program.
function nameOf({ filename, contentType }: { filename: string; contentType: string }): string {
  const extensions = mediaTypes[contentType]?.extensions ?? []
  const given = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''
  return extensions.includes(given) ? filename : `${filename}.${extensions[0] ?? 'bin'}`
}
