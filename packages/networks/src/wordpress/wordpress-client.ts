import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { wordpressCapabilities } from './capabilities.ts'
import { readSite } from './credentials.ts'
import { mapWordPressError, type WordPressStep } from './map-wordpress-error.ts'

type Request = {
  /** Below the API's root, such as `/wp/v2/posts`. */
  path: string
  query?: Readonly<Record<string, string>>
  method?: 'GET' | 'POST'
  step: WordPressStep
  json?: object
  file?: { bytes: Uint8Array<ArrayBuffer>; contentType: string; filename: string }
}

export type WordPressClient = {
  /** The answer, whatever its status. */
  call: (request: Request) => Promise<Answer>
  /** What a good answer says; any other is thrown as an error. */
  ask: (request: Request) => Promise<unknown>
  /** Where the API was found, for the credentials. */
  apiRoot: () => 'pretty' | 'plain'
}

/** Asks one site as one user, wherever the site has its API. */
export function createWordPressClient({ credentials, fetch, signal }: AccountInput): WordPressClient {
  const { displayName } = wordpressCapabilities
  const { server, authorization, isPlain } = readSite(credentials)
  let isPlainNow = isPlain
  const address = ({ path, query = {} }: Request) => {
    const parameters = new URLSearchParams(isPlainNow ? { rest_route: path, ...query } : query)
    const root = isPlainNow ? `${server}/` : `${server}/wp-json${path}`
    return parameters.size === 0 ? root : `${root}?${parameters}`
  }
  const send = async (request: Request): Promise<Answer> => {
    const { method = 'GET', step, json, file } = request
    const headers = { authorization, ...(file ? { 'content-type': file.contentType, 'content-disposition': `attachment; filename="${file.filename}"` } : {}) }
    const answer = await callNetwork({
      fetch,
      signal,
      displayName,
      url: address(request),
      method,
      headers,
      isWrite: step === 'post',
      ...(json ? { json } : {}),
      ...(file ? { body: file.bytes } : {}),
    })
    return answer.json === undefined ? { ...answer, json: readBehindNotices(answer.text) } : answer
  }
  const call = async (request: Request): Promise<Answer> => {
    const answer = await send(request)
    if (isPlainNow || answer.json !== undefined) return answer
    if (isElsewhere({ answer, method: request.method })) {
      isPlainNow = true
      const second = await send(request)
      if (second.json === undefined) isPlainNow = false
      return second
    }
    if (request.method === 'GET' || answer.status > 299 || !(await hasMoved())) return answer
    if (request.step !== 'post') return send(request)
    // Nothing was posted; the next attempt looks that up, and then posts to the other address.
    throw new NetworkError({
      kind: 'unavailable',
      message: 'The WordPress site has changed its permalinks, and with them the address of its API. Flow tries again.',
    })
  }
  /** Whether a page came in place of an answer since the API is at its other address now. */
  const hasMoved = async (): Promise<boolean> => {
    const root: Request = { path: '/', query: { _fields: 'namespaces' }, step: 'read' }
    if ((await send(root)).json !== undefined) return false
    isPlainNow = true
    if ((await send(root)).json === undefined) isPlainNow = false
    return isPlainNow
  }
  return {
    call,
    ask: async (request) => {
      const answer = await call(request)
      if (answer.status < 200 || answer.status > 299) throw mapWordPressError({ answer, step: request.step })
      return answer.json
    },
    apiRoot: () => (isPlainNow ? 'plain' : 'pretty'),
  }
}

/**
 * Whether an answer is no word of the API, so that the API is at its other address, if at all. A page that says "not found" comes from the web server, and
 * nothing was done: that holds for writes too. Where pretty links are off, some servers show the front page in place of it, or lead to another page.
 */
function isElsewhere({ answer: { status, json }, method = 'GET' }: { answer: Answer; method: Request['method'] }): boolean {
  return json === undefined && (status === 404 || (method === 'GET' && status >= 200 && status < 400))
}

/** Where PHP is set to show its notices, they stand in front of the answer, each on lines of its own. */
function readBehindNotices(text: string): unknown {
  const start = text.search(/^[{[]/m)
  if (start <= 0) return undefined
  try {
    return JSON.parse(text.slice(start))
  } catch {
    return undefined
  }
}
