import type { ServerResponse } from 'node:http'
import type { Answer } from './vector.ts'

/** Gives one scripted answer. Connections are not kept, so that a cut one was never used before and no client repeats it by itself. */
export function playAnswer({ answer, response }: { answer: Answer; response: ServerResponse }): void {
  if (answer.isHung) return
  if (answer.cut === 'before') return void response.socket?.destroy()
  const status = answer.status ?? 200
  const body = Buffer.from(answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body)))
  const headers = { 'content-type': 'application/json', 'x-request-id': 'req_server', ...answer.headers, connection: 'close' }
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': String(body.length) }) })
  if (answer.cut !== 'within') return void response.end(status === 204 ? undefined : body)
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy())
}
