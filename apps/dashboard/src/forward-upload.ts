import { request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as requestHttps } from 'node:https'

export const uploadPath = '/dashboard/media'

/** Hands a file on to the API while it arrives. Next would keep it in memory first, and only the first megabytes of it. */
export function forwardUpload({ request, response, apiInternalUrl }: { request: IncomingMessage; response: ServerResponse; apiInternalUrl: string }): void {
  const target = new URL(uploadPath, apiInternalUrl)
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  const outgoing = send(target, { method: request.method, headers: { ...request.headers, host: target.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  outgoing.on('error', () => {
    if (response.headersSent) return void response.destroy()
    const message = 'Flow’s API does not answer. Nothing was uploaded; try again.'
    response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }))
  })
  request.on('aborted', () => outgoing.destroy())
  request.pipe(outgoing)
}
