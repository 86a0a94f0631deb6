import type { WebSocket } from 'ws'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { NetworkRequest } from './network-request.ts'
import type { Operation } from './operation.ts'
import type { World } from './world.ts'

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `:name` stands for one segment, `:name*` for the rest of the path. */
  path: string
  operation: Operation
  handle: (exchange: Exchange) => Answer | Promise<Answer>
  /** Whether it is answered without a token. */
  isOpen?: boolean
  /** How it refuses a token that was taken back, where that is not the network's usual answer. */
  unauthorized?: () => Answer
  /** The text that fault rules match, where the request itself does not hold it. */
  textOf?: (exchange: Exchange) => string
}

/** Why a token is not good enough. */
export type TokenFault = 'missing' | 'expired' | 'revoked'

/** How a network words what is not about one operation. */
export type NetworkErrors = {
  status: (status: number) => Answer
  notFound: () => Answer
  unauthorized: (fault: TokenFault) => Answer
  forbidden: () => Answer
  rateLimit: (limit: { resetMs: number; nowMs: number }) => Answer
}

export type RateState = { limit: number; remaining: number; resetAtMs: number; nowMs: number }

export type Network = {
  name: string
  displayName: string
  routes: readonly Route[]
  errors: NetworkErrors
  /** The token of a request, which names its account. */
  tokenOf: (request: NetworkRequest) => string | null
  /** Whether a body that is not what its type promises is taken all the same. */
  takesAnyBody?: boolean
  /** Creates that one account may make in a window, told in headers; enforced where the settings say so. */
  rate?: { limit: number; windowMs: number; headers: (state: RateState) => Record<string, string> }
  /** Another path for a request that names its path in another way. */
  rewrite?: (request: { path: string; query: URLSearchParams }) => string
  /** Talks over a WebSocket, where the network does. */
  connect?: (connection: { socket: WebSocket; path: string; world: World }) => void
}
