import { createServer, request, type IncomingMessage } from 'node:http'

/** What is said in place of the server. */
type Instead = { pathPart: string; method?: string; status: number; headers?: Record<string, string>; body?: string }

export type FlakyProxy = {
  /** The next request whose path holds this text, after `after` of them that go through, has its effect, and its answer is thrown away. */
  loseAnswer: (pathPart: string, options?: { method?: string; after?: number }) => void
  /** The next request whose path holds this text has its effect, and this is answered in place of what the server says. */
  replaceAnswer: (answer: Instead) => void
  /** The next request whose path holds this text does not reach the server. */
  answerInstead: (answer: Instead) => void
  /** How many requests with this text in their path went through. */
  count: (pathPart: string, method?: string) => number
  stop: () => Promise<void>
}

type Mishap = { pathPart: string; method?: string | undefined; after: number; isSent: boolean; answer: Instead | undefined }
type Asked = { path: string; method: string | undefined }

const fits = ({ pathPart, method }: Pick<Mishap, 'pathPart' | 'method'>, asked: Asked) =>
  asked.path.includes(pathPart) && (method === undefined || asked.method === method)

/** Stands on loopback in front of a server, and breaks connections as it is told. */
export async function startFlakyProxy({ port, targetPort }: { port: number; targetPort: number }): Promise<FlakyProxy> {
  const seen: Asked[] = []
  let mishaps: Mishap[] = []
  const draw = (asked: Asked): Mishap | undefined => {
    const mishap = mishaps.find((each) => fits(each, asked))
    if (mishap === undefined) return undefined
    if (mishap.after > 0) {
      mishap.after -= 1
      return undefined
    }
    mishaps = mishaps.filter((each) => each !== mishap)
    return mishap
  }
  const plan = ({ answer, isSent }: { answer: Instead; isSent: boolean }) =>
    void mishaps.push({ pathPart: answer.pathPart, method: answer.method, after: 0, isSent, answer })
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url: path = '/' } = incoming
    seen.push({ path, method })
    const mishap = draw({ path, method })
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
    loseAnswer: (pathPart, { method, after = 0 } = {}) => void mishaps.push({ pathPart, method, after, isSent: true, answer: undefined }),
    replaceAnswer: (answer) => plan({ answer, isSent: true }),
    answerInstead: (answer) => plan({ answer, isSent: false }),
    count: (pathPart, method) => seen.filter((asked) => fits({ pathPart, method }, asked)).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
