import { createServer, request, type IncomingMessage } from 'node:http'

/** What is said in place of the server. */
type Instead = { pathPart: string; method?: string; status: number; headers?: Record<string, string>; body?: string }

export type FlakyProxy = {
  /** The next request whose path holds this text has its effect, and its answer is thrown away. */
  loseAnswer: (pathPart: string, method?: string) => void
  /** The next request whose path holds this text has its effect, and this is answered in place of what the server says. */
  replaceAnswer: (answer: Instead) => void
  /** The next request whose path holds this text does not reach the server. */
  answerInstead: (answer: Instead) => void
  /** How many requests with this text in their path went through. */
  count: (pathPart: string, method?: string) => number
  stop: () => Promise<void>
}

type Mishap = { pathPart: string; method?: string | undefined; isSent: boolean; answer: Instead | undefined }

/** Stands on loopback in front of a server, and breaks connections as it is told. */
export async function startFlakyProxy({ port, targetPort }: { port: number; targetPort: number }): Promise<FlakyProxy> {
  const seen: { path: string; method: string | undefined }[] = []
  const mishaps: Mishap[] = []
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const { method, headers } = incoming
    seen.push({ path, method })
    const index = mishaps.findIndex((each) => path.includes(each.pathPart) && (each.method === undefined || each.method === method))
    const mishap = index < 0 ? undefined : mishaps.splice(index, 1)[0]
    const say = ({ status, headers: own = {}, body = '' }: Instead) => outgoing.writeHead(status, own).end(body)
    const { answer } = mishap ?? {}
    if (mishap && answer && !mishap.isSent) return void incoming.resume().once('end', () => say(answer))
    const onward = request({ host: '127.0.0.1', port: targetPort, path, ...(method === undefined ? {} : { method }), headers }, (heard: IncomingMessage) => {
      if (mishap) return void heard.resume().once('end', () => (answer ? say(answer) : incoming.socket.resetAndDestroy()))
      outgoing.writeHead(heard.statusCode ?? 502, heard.headers)
      heard.pipe(outgoing)
    })
    onward.once('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    loseAnswer: (pathPart, method) => void mishaps.push({ pathPart, method, isSent: true, answer: undefined }),
    replaceAnswer: (answer) => void mishaps.push({ pathPart: answer.pathPart, method: answer.method, isSent: true, answer }),
    answerInstead: (answer) => void mishaps.push({ pathPart: answer.pathPart, method: answer.method, isSent: false, answer }),
    count: (pathPart, method) => seen.filter((each) => each.path.includes(pathPart) && (method === undefined || each.method === method)).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
