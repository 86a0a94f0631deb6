import { FlowAuthenticationError } from './errors.ts'
import { policy } from './generated/policy.gen.ts'

/** What `fetch` has to look like. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

/** Settings of a client. */
export type FlowOptions = {
  /** Address of the API without `/v1`. Default: `FLOW_BASE_URL`, else `https://api.flow.dev`. */
  baseURL?: string | undefined
  /** Milliseconds one attempt may take, 30,000 by default (uploads: at least 600,000). A call with retries may take longer. */
  timeout?: number | undefined
  /** How often a call is tried again, 3 by default; 0 for never. */
  maxRetries?: number | undefined
  /** Milliseconds before the first retry, 500 by default; doubled for each further one, up to 8,000, less some chance. */
  retryDelay?: number | undefined
  /** Used instead of the global `fetch`. */
  fetch?: FetchLike | undefined
  /** Told of every attempt, at level debug; `console` will do. It never gets headers, queries or bodies, and so no secret. */
  logger?: FlowLogger | undefined
  /** True where it is meant that the key is in a browser, as in an internal tool; without it the console is warned. */
  allowBrowser?: boolean | undefined
}

/** The part of a logger that is used. */
export type FlowLogger = { debug: (message: string, attempt: FlowAttempt) => void }

/** One request and what became of it. */
export type FlowAttempt = {
  method: string
  path: string
  /** From 1; each further one is a retry. */
  attempt: number
  durationMs: number
  /** `undefined` where no answer arrived. */
  status: number | undefined
  requestId: string | undefined
  /** The error's, where it failed. */
  code: string | undefined
}

export type ClientConfig = {
  apiKey: string
  baseURL: string
  timeoutMs: number
  maxRetries: number
  retryDelayMs: number
  fetch: FetchLike
  logger: FlowLogger | undefined
}

/** Parses what the caller and the environment give; the key is never part of an error. */
export function resolveOptions({ apiKey, options }: { apiKey: string | undefined; options: FlowOptions }): ClientConfig {
  return {
    apiKey: checkKey(apiKey ?? readEnvironment('FLOW_API_KEY')),
    baseURL: checkBaseURL(options.baseURL ?? readEnvironment('FLOW_BASE_URL') ?? policy.baseURL),
    timeoutMs: checkTimeout(options.timeout ?? policy.timeoutMs),
    maxRetries: checkRetries(options.maxRetries ?? policy.maxRetries),
    retryDelayMs: checkDelay(options.retryDelay ?? policy.initialDelayMs),
    // Looked up at each call, so that tools which replace the global one are seen.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    logger: options.logger,
  }
}

function readEnvironment(name: string): string | undefined {
  const value = typeof process === 'undefined' ? undefined : process.env?.[name]?.trim()
  return value === '' ? undefined : value
}

function checkKey(given: string | undefined): string {
  const key = given?.trim()
  const refuse = (message: string, code: string) => new FlowAuthenticationError({ code, type: 'authentication_error', message })
  if (!key) throw refuse('No API key: pass one to `new Flow(apiKey)` or set FLOW_API_KEY.', 'MISSING_API_KEY')
  if (!/^[\x21-\x7e]+$/.test(key)) throw refuse('The API key holds a space, a line break or another character no key has.', 'INVALID_API_KEY')
  return key
}

function checkBaseURL(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isWeb || url.username || url.password || url.search || url.hash)
    throw new TypeError('`baseURL` must be an http(s) address without credentials, query or fragment.')
  return url.href.replace(/\/+$/, '')
}

export function checkTimeout(timeout: number): number {
  if (!(timeout > 0)) throw new RangeError('`timeout` must be a positive number of milliseconds.')
  return timeout
}

export function checkRetries(maxRetries: number): number {
  if (!Number.isInteger(maxRetries) || maxRetries < 0) throw new RangeError('`maxRetries` must be a whole number from 0.')
  return maxRetries
}

function checkDelay(retryDelay: number): number {
  if (!(retryDelay >= 0 && Number.isFinite(retryDelay))) throw new RangeError('`retryDelay` must be a number of milliseconds from 0.')
  return retryDelay
}
