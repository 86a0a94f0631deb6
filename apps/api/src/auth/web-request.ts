import type { FastifyReply, FastifyRequest } from 'fastify'
import { clientAddressHeader } from './client-address-header.ts'

/** The headers of a request in the form that better-auth takes. */
export function toWebHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, [value].flat().join(', '))
  headers.set(clientAddressHeader, request.ip)
  return headers
}

export function toWebRequest({ request, baseUrl }: { request: FastifyRequest; baseUrl: string }): Request {
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null
  return new Request(new URL(request.url, baseUrl), { method: request.method, headers: toWebHeaders(request), body })
}

export async function sendWebResponse({ response, reply }: { response: Response; reply: FastifyReply }): Promise<FastifyReply> {
  reply.status(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.send(response.body ? Buffer.from(await response.arrayBuffer()) : null)
}
