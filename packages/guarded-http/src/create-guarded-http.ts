import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch as undiciFetch, request, WebSocket as UndiciWebSocket } from 'undici'
import { findUrlFault } from './find-url-fault.ts'
import { GuardedHttpError } from './guarded-http-error.ts'
import { isPublicAddress } from './is-public-address.ts'

export type GuardedRequest = { url: string; headers: Record<string, string>; body: string; timeoutMs: number }
export type GuardedResponse = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

export type GuardedHttp = {
  /** Sends a POST. Redirects are answers like any other; of the body the first 64 KB are read. */
  post: (request: GuardedRequest) => Promise<GuardedResponse>
  /** As the platform's own, under the guard. */
  fetch: typeof globalThis.fetch
  openSocket: (url: string) => WebSocket
  close: () => Promise<void>
}

export type Resolve = (hostname: string) => Promise<LookupAddress[]>

const mostBodyBytes = 65_536

const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))))

const refused = () =>
  new GuardedHttpError({
    kind: 'refused_address',
    message: 'The address leads to a private, loopback, link-local or metadata network, which Flow does not ask.',
  })

/**
 * An HTTP client for addresses that customers gave. The resolved address that is judged is the one connected to, at every connection.
 * @param allowPrivate for an operator's own network, and for tests
 */
export function createGuardedHttp({ allowPrivate, resolve = resolveBySystem }: { allowPrivate: boolean; resolve?: Resolve }): GuardedHttp {
  const isAllowed = (address: string | undefined) => address !== undefined && (allowPrivate || isPublicAddress(address))
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        // One private answer among public ones is no accident.
        if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) return callback(refused(), '', 0)
        const [first] = addresses
        if (options.all) return callback(null, addresses)
        return callback(null, first?.address ?? '', first?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
  const connect = buildConnector({ lookup, timeout: 10_000 })
  const dispatcher = new Agent({
    connections: 16,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    connect: (options, callback) =>
      connect(options, (error, socket) => {
        if (error) return callback(error, null)
        if (isAllowed(socket.remoteAddress)) return callback(null, socket)
        socket.destroy()
        return callback(refused(), null)
      }),
  })
  return {
    post: async ({ url, headers, body, timeoutMs }) => {
      const fault = findUrlFault({ url, allowPrivate })
      if (fault !== undefined) throw new GuardedHttpError({ kind: 'bad_url', message: `The address ${fault}.` })
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const response = await request(url, { method: 'POST', headers, body, dispatcher, signal })
        return { status: response.statusCode, headers: response.headers, body: await readStart(response.body) }
      } catch (error) {
        throw toGuardedError({ error, isTimeout: signal.aborted, timeoutMs })
      }
    },
    // The same interface as the platform's own, which is an undici too, of another version.
    fetch: (async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      const fault = findUrlFault({ url, allowPrivate })
      if (fault !== undefined) throw new GuardedHttpError({ kind: 'bad_url', message: `The address ${fault}.` })
      return undiciFetch(url, { ...((await plainBody(init)) as object), dispatcher })
    }) as typeof globalThis.fetch,
    openSocket: (url) => {
      const fault = findUrlFault({ url: url.replace(/^ws/, 'http'), allowPrivate })
      if (fault !== undefined) throw new GuardedHttpError({ kind: 'bad_url', message: `The address ${fault}.` })
      // As above.
      return new UndiciWebSocket(url, { dispatcher }) as unknown as WebSocket
    },
    close: () => dispatcher.close(),
  }
}

/** Forms are classes of the platform's own undici, which another version does not know: they go as the bytes they make. */
async function plainBody(init: RequestInit | undefined): Promise<RequestInit | undefined> {
  const body = init?.body
  if (!(body instanceof FormData || body instanceof URLSearchParams || body instanceof Blob)) return init
  const made = new Response(body)
  const headers = new Headers(init?.headers)
  const type = made.headers.get('content-type')
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type)
  return { ...init, headers: Object.fromEntries(headers), body: new Uint8Array(await made.arrayBuffer()) }
}

async function readStart(body: AsyncIterable<Uint8Array> & { destroy: () => unknown }): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    parts.push(part)
    size += part.length
    if (size >= mostBodyBytes) break
  }
  body.destroy()
  // PostgreSQL keeps no NUL in text.
  return Buffer.concat(parts).subarray(0, mostBodyBytes).toString('utf8').replaceAll('\0', '')
}

function toGuardedError({ error, isTimeout, timeoutMs }: { error: unknown; isTimeout: boolean; timeoutMs: number }): GuardedHttpError {
  if (error instanceof GuardedHttpError) return error
  if (error instanceof Error && error.cause instanceof GuardedHttpError) return error.cause
  if (isTimeout) return new GuardedHttpError({ kind: 'timeout', message: `No answer came within ${timeoutMs / 1000} s.`, cause: error })
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return new GuardedHttpError({ kind: 'unreachable', message: `The server could not be reached${code}.`, cause: error })
}
