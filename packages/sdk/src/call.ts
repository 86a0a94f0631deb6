import { FlowPromise, type FlowResponse } from './flow-promise.ts'

/** Settings for one call, given as its last argument; they win over the client's. */
export type RequestOptions = {
  /** Milliseconds one attempt may take. */
  timeout?: number | undefined
  /** How often the call is tried again; 0 for never. */
  maxRetries?: number | undefined
  /** Aborts the call, also while it waits to try again; it then throws FlowAbortError. */
  signal?: AbortSignal | undefined
  /** For operations that create: your own key instead of a random one, 1 to 255 characters. */
  idempotencyKey?: string | undefined
  /** Further headers. */
  headers?: Record<string, string> | undefined
}

/** One operation with its arguments, as the generated resources hand it to the transport. */
export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query?: object | undefined
  body?: object | undefined
  /** The field of `body` that is a file; the body is then sent as a form. */
  fileField?: string
  isIdempotent?: boolean
  options: RequestOptions | undefined
}

/** What an answer holds, and the answer itself. `data` is of the type the spec promises for the operation. */
export type Envelope<Data> = { data: Data; pagination?: unknown; response: FlowResponse }

export type Send = <Data>(call: Call) => Promise<Envelope<Data>>

/** Sends a call and unwraps its `data`. Arguments that are refused while the call is made reject, they do not throw. */
export function sendForData<Data>({ send, call }: { send: Send; call: () => Call }): FlowPromise<Data> {
  return new FlowPromise((async () => send<Data>(call()))())
}
