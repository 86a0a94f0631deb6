import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { createControl } from '../control/create-control.ts'
import { describeProblem } from '../control/describe-problem.ts'
import { createNetworks } from '../networks.ts'
import { createNetworkServer } from './create-network-server.ts'
import { createWorld } from './create-world.ts'
import { sendAnswer } from './send-answer.ts'
import { changeSettings } from './settings.ts'
import type { Simulator } from './simulator.ts'

export type SimulatorOptions = {
  /** 0, as when absent, takes any free one. */
  port?: number
  /** 127.0.0.1 when absent. Nothing here is guarded, so only machines that may do anything belong behind another one. */
  host?: string
  /** Of the generator that faults with a probability are drawn from. */
  seed?: number
  /** Passes before every answer of a network. */
  latencyMs?: number
  onListen?: (simulator: Simulator) => void
}

/** Plays every network on one port, each under a path of its own. */
export async function startSimulator({ port = 0, host = '127.0.0.1', seed = 1, latencyMs = 0, onListen }: SimulatorOptions = {}): Promise<Simulator> {
  const ending = new AbortController()
  const delay = () => (latencyMs > 0 ? sleep(latencyMs, undefined, { signal: ending.signal }).then(() => undefined) : undefined)
  const begin = () => {
    const world = createWorld({ seed })
    const networks = new Map(
      createNetworks().map((network) => [network.name, { network, serve: createNetworkServer({ network, world, signal: ending.signal, delay }) }]),
    )
    return { world, networks }
  }
  let run = begin()
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { name, path, query } = splitUrl(request.url ?? '/')
    const found = run.networks.get(name)
    if (found) return found.serve({ request, response, path, query, baseUrl: simulator.baseUrlOf(name) })
    await control({ request, response, path: name === '' ? '/' : `/${name}${path === '/' ? '' : path}`, query })
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => {
      // Whoever asked is gone; there is nobody to tell.
      if (request.destroyed && !response.writable) return
      if (!response.headersSent) sendAnswer({ response, answer: { status: 500, json: { error: 'The simulator itself failed.', detail: String(error) } } })
    })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { name, path } = splitUrl(request.url ?? '/')
    const { world, networks } = run
    const connect = networks.get(name)?.network.connect
    if (connect === undefined) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (webSocket) => connect({ socket: webSocket, path, world }))
  })
  // Longer than clients keep a connection, so that none is closed under a request.
  server.keepAliveTimeout = 65_000

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // It listens on a port, so its address is one.
  const { port: taken } = server.address() as AddressInfo
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  const simulator: Simulator = {
    baseUrl,
    baseUrlOf: (network) => {
      if (!run.networks.has(network)) throw new Error(`The simulator has no network "${network}". It has ${[...run.networks.keys()].join(', ')}.`)
      return `${baseUrl}/${network}`
    },
    networks: [...run.networks.keys()],
    published: (filter) => run.world.ledger.list(filter),
    duplicates: () => run.world.ledger.duplicates(),
    calls: (filter) => run.world.calls.list(filter),
    script: (rule) => describeProblem(() => run.world.faults.add(rule)),
    configure: (change) =>
      describeProblem(() => {
        run.world.settings = changeSettings({ settings: run.world.settings, change })
      }),
    reset: () => {
      for (const socket of sockets.clients) socket.terminate()
      run = begin()
    },
    stop: async () => {
      ending.abort()
      for (const socket of sockets.clients) socket.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
  const control = createControl({ simulator, world: () => run.world, seed })
  onListen?.(simulator)
  return simulator
}

/** `/discord/api/v10?wait=true` is the network `discord` and its own path; slashes that are too many are left out. */
function splitUrl(url: string): { name: string; path: string; query: URLSearchParams } {
  const mark = url.indexOf('?')
  const whole = (mark < 0 ? url : url.slice(0, mark)).replace(/\/{2,}/g, '/')
  const end = whole.indexOf('/', 1)
  const name = end < 0 ? whole.slice(1) : whole.slice(1, end)
  const path = end < 0 ? '/' : whole.slice(end).replace(/\/$/, '') || '/'
  return { name, path, query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) }
}
