import { createServer, request, type IncomingMessage } from 'node:http'

export type FlakyProxy = {
  /** The next request whose path holds this text, after `after` of them that go through, has its effect, and its answer is thrown away. */
  loseAnswer: (pathPart: string, options?: { after?: number }) => void
  /** How many requests with this text in their path went through. */
  count: (pathPart: string) => number
  stop: () => Promise<void>
}

/** Stands on loopback in front of a server, and breaks connections as it is told. */
export async function startFlakyProxy({ port, targetPort }: { port: number; targetPort: number }): Promise<FlakyProxy> {
  const paths: string[] = []
  let doomed: { pathPart: string; after: number } | undefined
  const isDoomed = (path: string): boolean => {
    if (doomed === undefined || !path.includes(doomed.pathPart)) return false
    if (doomed.after > 0) {
      doomed.after -= 1
      return false
    }
    doomed = undefined
    return true
  }
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    paths.push(path)
    const isLost = isDoomed(path)
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
    loseAnswer: (pathPart, { after = 0 } = {}) => {
      doomed = { pathPart, after }
    },
    count: (pathPart) => paths.filter((path) => path.includes(pathPart)).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
