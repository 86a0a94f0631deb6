import { createServer, request, type IncomingMessage } from 'node:http'

export type FlakyProxy = {
  /** The next request whose method and path, such as `POST /v1/posts`, hold this text, after `after` of them that go through, has its effect, and its answer is thrown away. */
  loseAnswer: (part: string, options?: { after?: number }) => void
  /** How many requests with this text in their method and path went through. */
  count: (part: string) => number
  stop: () => Promise<void>
}

/** Stands on loopback in front of a server, and breaks connections as it is told. */
export async function startFlakyProxy({ port, targetPort }: { port: number; targetPort: number }): Promise<FlakyProxy> {
  const requests: string[] = []
  let doomed: { part: string; after: number } | undefined
  const isDoomed = (asked: string): boolean => {
    if (doomed === undefined || !asked.includes(doomed.part)) return false
    if (doomed.after > 0) {
      doomed.after -= 1
      return false
    }
    doomed = undefined
    return true
  }
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const asked = `${incoming.method} ${path}`
    requests.push(asked)
    const isLost = isDoomed(asked)
    const { method, headers } = incoming
    const onward = request({ host: '127.0.0.1', port: targetPort, path, ...(method === undefined ? {} : { method }), headers }, (answer: IncomingMessage) => {
      if (isLost) return void answer.resume().once('end', () => incoming.socket.resetAndDestroy())
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    loseAnswer: (part, { after = 0 } = {}) => {
      doomed = { part, after }
    },
    count: (part) => requests.filter((asked) => asked.includes(part)).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
