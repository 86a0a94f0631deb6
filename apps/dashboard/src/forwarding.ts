import type { IncomingMessage, ServerResponse } from 'node:http'

/** Adds the caller's own address to those a proxy before Flow named: what a caller claims about itself must not be the last word. */
export function nameCaller(request: IncomingMessage): void {
  const named = request.headers['x-forwarded-for']
  request.headers['x-forwarded-for'] = [named, request.socket.remoteAddress].flat().filter(Boolean).join(', ')
}

/** Next would tell every visitor the API's internal address. */
export function hideRewrites(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) => (name.toLowerCase() === 'x-middleware-rewrite' ? response : setHeader(name, value))
}
