import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'

export type SeenRequest = { method: string; url: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: Buffer; at: number }

/** One scripted answer. `cutAfter` breaks the connection after so many bytes of the body; `drop` gives none at all. */
export type Scene = { status?: number; headers?: Record<string, string>; body?: unknown; cutAfter?: number; drop?: boolean; delayMs?: number }

export type ScenarioServer = { baseURL: string; seen: SeenRequest[]; play: (...scenes: Scene[]) => void; close: () => Promise<void> }

/** A real server that gives the scripted answers in turn; the last one stays. Fixed ports lie below those of outgoing connections. */
export async function startScenarioServer(): Promise<ScenarioServer> {
  const seen: SeenRequest[] = []
  let scenes: Scene[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
        at: performance.now(),
      })
      const scene = (scenes.length > 1 ? scenes.shift() : scenes[0]) ?? { status: 500 }
      if (scene.drop) return void request.socket.destroy()
      const text = typeof scene.body === 'string' ? scene.body : scene.body === undefined ? '' : JSON.stringify(scene.body)
      const body = Buffer.from(text)
      setTimeout(() => {
        response.writeHead(scene.status ?? 200, {
          'content-type': 'application/json',
          'x-request-id': 'req_server',
          'content-length': String(body.length),
          ...scene.headers,
        })
        if (scene.cutAfter === undefined) return void response.end(body)
        response.write(body.subarray(0, scene.cutAfter))
        setTimeout(() => request.socket.destroy(), 20)
      }, scene.delayMs ?? 0)
    })
  })
  const port = await listen(server)
  return {
    baseURL: `http://127.0.0.1:${port}`,
    seen,
    play: (...next) => {
      seen.length = 0
      scenes = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: Server): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const isListening = await new Promise<boolean>((resolve) => {
      const onError = () => resolve(false)
      server.once('error', onError)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', onError)
        resolve(true)
      })
    })
    if (isListening) return port
  }
  throw new Error('no free port')
}
