import { Agent, createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Judge } from './prism-judge.ts'

/** Carries what an answer violates, in place of the answer. */
export const outsideSpecHeader = 'x-outside-spec'

export type SpecProxy = {
  /** How many answers were held against the spec. */
  judged: () => number
  /** Method, path, status and fault of every answer outside the spec. */
  violations: () => string[]
  close: () => Promise<void>
}

/**
 * Stands between the tests and an API. What goes through stays as it is, to the byte, and a broken connection is broken on both sides; an answer
 * under `/v1/` is held against the spec first. The rest (feeds, media, the dashboard's door, health) is not in the spec and goes past.
 */
export async function startSpecProxy({ port, upstreamPort, judge }: { port: number; upstreamPort: number; judge: Judge }): Promise<SpecProxy> {
  const agent = new Agent({ keepAlive: true })
  const violations: string[] = []
  let judged = 0
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (incoming, outgoing) => {
    let hasAnswered = false
    const forwarded = sendRequest(
      { agent, host: '127.0.0.1', port: upstreamPort, method: incoming.method, path: incoming.url, headers: incoming.rawHeaders, setHost: false },
      (answer) => {
        hasAnswered = true
        answer.on('error', () => outgoing.destroy())
        if (incoming.url?.startsWith('/v1/')) void hold({ incoming, answer, outgoing })
        else answer.pipe(writeHead({ answer, outgoing }))
      },
    )
    // As when the API itself breaks off, or is not there. One that has answered may close while the rest of a refused body is still coming.
    forwarded.on('error', () => (hasAnswered ? incoming.resume() : outgoing.destroy()))
    forwarded.on('continue', () => outgoing.writeContinue())
    // Of a caller who goes away nothing more comes; one who is answered may still be sending what was refused, which is read to its end.
    outgoing.on('close', () => {
      if (outgoing.writableFinished && incoming.complete) return
      incoming.unpipe(forwarded)
      incoming.resume()
      forwarded.destroy()
    })
    incoming.pipe(forwarded)
  })
  const hold = async ({ incoming, answer, outgoing }: { incoming: IncomingMessage; answer: IncomingMessage; outgoing: ServerResponse }) => {
    const body = await buffer(answer).catch(() => undefined)
    if (body === undefined) return outgoing.destroy()
    const { method = '', url = '' } = incoming
    const status = answer.statusCode ?? 0
    const faults = await judge({ method, url, status, headers: plainHeaders(answer), body }).catch((error: unknown) => [String(error)])
    judged += 1
    if (faults.length === 0) return writeHead({ answer, outgoing }).end(body)
    const told = `${method} ${url} answered ${status}, outside the spec: ${faults.join('; ')}`
    violations.push(told)
    return outgoing.writeHead(500, { [outsideSpecHeader]: '1', 'content-type': 'text/plain; charset=utf-8' }).end(told)
  }
  // As long as the API's own: shorter, it would close connections that the API keeps.
  server.keepAliveTimeout = 72_000
  server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    judged: () => judged,
    violations: () => violations,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}

const writeHead = ({ answer, outgoing }: { answer: IncomingMessage; outgoing: ServerResponse }): ServerResponse =>
  outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, ofMessage(answer.rawHeaders))

// These speak of one connection alone, and there are two.
const ofConnection = ['connection', 'keep-alive']
const ofMessage = (rawHeaders: string[]): string[] =>
  rawHeaders.filter((_each, index) => !ofConnection.includes(rawHeaders[index - (index % 2)]?.toLowerCase() ?? ''))

const plainHeaders = (answer: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(answer.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')]])))
