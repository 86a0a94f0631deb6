import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { contentType } from './content-type.ts'
import { findFile, type FoundFile } from './find-file.ts'

const year = 31_536_000

/** Serves a folder of files that `next build` has exported; it never writes, and never leaves the folder. */
export function createStaticServer({ folder }: { folder: string }): Server {
  return createServer((request, response) => {
    answer({ folder, request, response }).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else sendText({ response, status: 500, text: 'Internal error' })
    })
  })
}

type Exchange = { folder: string; request: IncomingMessage; response: ServerResponse }

async function answer({ folder, request, response }: Exchange): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  const path = readPath(request.url ?? '/')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return sendText({ response, status: 405, text: 'Method not allowed' })
  }
  if (path === '/healthz') return sendText({ response, status: 200, text: '{"status":"ok"}', type: 'application/json; charset=utf-8' })
  const found = path === undefined ? undefined : await findFile({ folder, path })
  if (found) return sendFile({ file: found, status: 200, isImmutable: path?.startsWith('/_next/static/') ?? false, request, response })
  const notFound = await findFile({ folder, path: '/404.html' })
  if (!notFound) return sendText({ response, status: 404, text: 'Not found' })
  sendFile({ file: notFound, status: 404, isImmutable: false, request, response })
}

/** The path without its query, decoded; `undefined` where it can't be one. */
function readPath(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/')
  } catch {
    return undefined
  }
}

function sendText({
  response,
  status,
  text,
  type = 'text/plain; charset=utf-8',
}: {
  response: ServerResponse
  status: number
  text: string
  type?: string
}): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text), 'Cache-Control': 'no-store' })
  response.end(text)
}

type Sending = { file: FoundFile; status: number; isImmutable: boolean; request: IncomingMessage; response: ServerResponse }

function sendFile({ file, status, isImmutable, request, response }: Sending): void {
  const etag = `"${file.size.toString(36)}-${Math.trunc(file.modifiedMs).toString(36)}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', isImmutable ? `public, max-age=${year}, immutable` : 'no-cache')
  if (status === 200 && isKnown({ header: request.headers['if-none-match'], etag })) {
    response.writeHead(304)
    response.end()
    return
  }
  response.writeHead(status, { 'Content-Type': contentType(file.path), 'Content-Length': file.size })
  if (request.method === 'HEAD') response.end()
  else if (file.size === 0) response.end()
  else pipeline(createReadStream(file.path, { end: file.size - 1 }), response, (error) => error && response.destroy())
}

const isKnown = ({ header, etag }: { header: string | undefined; etag: string }): boolean =>
  (header ?? '').split(',').some((known) => known.trim() === '*' || known.trim().replace(/^W\//, '') === etag)
