import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { xCapabilities } from './capabilities.ts'
import { readToken } from './credentials.ts'

export type XRequest = { method: 'GET' | 'POST'; path: string; json?: object; body?: FormData; isWrite?: boolean }

/** Asks X as one account, and answers whatever it says. `path` begins after the version. */
export type XApi = (request: XRequest) => Promise<Answer>

export function createXApi({ credentials, fetch, signal, baseUrl }: Pick<AccountInput, 'credentials' | 'fetch' | 'signal'> & { baseUrl: string }): XApi {
  const headers = { authorization: `Bearer ${readToken(credentials)}` }
  const { displayName } = xCapabilities
  return ({ path, isWrite = false, ...request }) => callNetwork({ fetch, signal, displayName, url: `${baseUrl}/2/${path}`, headers, isWrite, ...request })
}
