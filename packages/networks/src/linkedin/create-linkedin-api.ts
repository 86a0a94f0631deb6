import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { linkedinCapabilities } from './capabilities.ts'
import { readToken } from './credentials.ts'
import { mapLinkedinError } from './map-linkedin-error.ts'

export type LinkedinRequest = {
  method: 'GET' | 'POST' | 'PUT'
  /** Under the API's address, or whole where LinkedIn named it. */
  path: string
  json?: object
  body?: Uint8Array<ArrayBuffer>
  isWrite?: boolean
  /** For lists that are found by a query. */
  isFinder?: boolean
}

/** Asks LinkedIn as one account; answers what went well, and throws what did not. */
export type LinkedinApi = (request: LinkedinRequest) => Promise<Answer>

export function createLinkedinApi({
  credentials,
  fetch,
  signal,
  baseUrl,
  apiVersion,
}: Pick<AccountInput, 'credentials' | 'fetch' | 'signal'> & { baseUrl: string; apiVersion: string }): LinkedinApi {
  const own = {
    authorization: `Bearer ${readToken(credentials)}`,
    'linkedin-version': apiVersion,
    'x-restli-protocol-version': '2.0.0',
  }
  return async ({ method, path, json, body, isWrite = false, isFinder = false }) => {
    const isNamed = /^https?:/.test(path)
    const answer = await callNetwork({
      fetch,
      signal,
      displayName: linkedinCapabilities.displayName,
      url: isNamed ? path : `${baseUrl}/${path}`,
      method,
      headers: isNamed
        ? { 'content-type': 'application/octet-stream', ...(isOfLinkedin({ url: path, baseUrl }) ? { authorization: own.authorization } : {}) }
        : { ...own, ...(isFinder ? { 'x-restli-method': 'FINDER' } : {}) },
      isWrite,
      ...(json === undefined ? {} : { json }),
      ...(body === undefined ? {} : { body }),
    })
    if (answer.status < 200 || answer.status > 299) throw mapLinkedinError({ answer, isWrite, isUpload: isNamed, apiVersion })
    return answer
  }
}

// Bytes go where LinkedIn says; the token goes to LinkedIn alone.
function isOfLinkedin({ url, baseUrl }: { url: string; baseUrl: string }): boolean {
  const { protocol, hostname, origin } = new URL(url)
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && (hostname === 'linkedin.com' || hostname.endsWith('.linkedin.com')))
}
