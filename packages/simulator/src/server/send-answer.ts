import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** Writes an answer whole, or, to play a connection that breaks, the first half of it. */
export function sendAnswer({
  response,
  answer,
  headers,
  isCut = false,
}: {
  response: ServerResponse
  answer: Answer
  headers?: Record<string, string> | undefined
  isCut?: boolean
}): void {
  const { contentType, body } = bodyOf(answer)
  const length = body.length
  const hasBody = length > 0 || (answer.status !== 204 && answer.status !== 304)
  response.writeHead(answer.status, {
    ...(length > 0 ? { 'content-type': contentType } : {}),
    ...(hasBody ? { 'content-length': length } : {}),
    ...headers,
    ...answer.headers,
  })
  if (isCut) {
    response.flushHeaders()
    response.write(body.subarray(0, Math.floor(length / 2)), () => response.socket?.destroy())
  } else {
    response.end(body)
  }
}

function bodyOf({ json, text, bytes }: Answer): { contentType: string; body: Buffer } {
  if (json !== undefined) return { contentType: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(json)) }
  if (text !== undefined) return { contentType: 'text/plain; charset=utf-8', body: Buffer.from(text) }
  return { contentType: 'application/octet-stream', body: bytes ?? Buffer.alloc(0) }
}
