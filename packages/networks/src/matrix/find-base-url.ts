import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { matrixCapabilities } from './capabilities.ts'
import { readAccess } from './credentials.ts'

const mostHops = 3

/** A server's name may lead to its API elsewhere, also by way of redirects: https://spec.matrix.org/v1.16/client-server-api/#well-known-uris */
export async function findBaseUrl({ credentials, fetch, signal }: AccountInput): Promise<string> {
  const { baseUrl } = readAccess(credentials)
  const { displayName } = matrixCapabilities
  let url = `${baseUrl}/.well-known/matrix/client`
  for (let hop = 0; hop <= mostHops; hop += 1) {
    // It takes no token along.
    const { status, headers, json } = await callNetwork({ fetch, signal, displayName, url, method: 'GET', isWrite: false })
    const location = headers.get('location') ?? ''
    if (status < 300 || status > 399 || !URL.canParse(location, url)) {
      const named = status === 200 ? readText(readObject(readObject(json)['m.homeserver']).base_url) : null
      return named !== null && URL.canParse(named) && /^https?:/.test(named) ? named.replace(/\/+$/, '') : baseUrl
    }
    url = new URL(location, url).href
  }
  return baseUrl
}
