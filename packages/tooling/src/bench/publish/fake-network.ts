// A network in a process of its own: it takes any POST and answers after a while. It listens on many ports, as many servers would, and remembers what came when.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const [latencyMs = 0, portCount = 1] = process.argv.slice(2).map(Number)
let arrivals: [id: string, at: number][] = []

const listening = Array.from({ length: portCount }, async () => {
  const server = createServer(answer)
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, so its address is one.
  return (server.address() as AddressInfo).port
})
console.log(JSON.stringify(await Promise.all(listening)))

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    tell({ request, response })
    return
  }
  request.resume()
  const reply = () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 11 }).end('{"ok":true}')
  }
  if (request.method !== 'POST' || request.url === '/events') {
    reply()
    return
  }
  arrivals.push([String(request.headers['webhook-id']), Date.now()])
  setTimeout(reply, latencyMs)
}

/** How many have come; or all of them, which are then forgotten. */
function tell({ request, response }: { request: IncomingMessage; response: ServerResponse }): void {
  response.end(request.url === '/count' ? String(arrivals.length) : JSON.stringify(arrivals))
  if (request.url === '/arrivals') arrivals = []
}
