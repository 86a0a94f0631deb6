import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string; at: number }
export type Receiver = {
  url: (path?: string) => string
  received: Received[]
  /** What the next requests to a path are answered, in order; after that 200. */
  answer: (path: string, ...statuses: (number | 'hang')[]) => void
  /** What every request is answered that has no answer of its own. */
  answerAll: (status: number) => void
  close: () => void
}

/** A customer's server: keeps what it gets. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let usual = 200
  const scripts = new Map<string, (number | 'hang')[]>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body: Buffer.concat(parts).toString('utf8'), at: Date.now() })
      const status = scripts.get(path)?.shift() ?? usual
      if (status !== 'hang') response.writeHead(status, { location: '/elsewhere' }).end(`answered ${status}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo
  return {
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    received,
    answer: (path, ...statuses) => scripts.set(path, statuses),
    answerAll: (status) => {
      usual = status
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
