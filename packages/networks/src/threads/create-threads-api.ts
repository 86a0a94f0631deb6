import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { threadsCapabilities } from './capabilities.ts'
import { readToken } from './credentials.ts'

export type ThreadsRequest = { method: 'GET' | 'POST'; path: string; fields: Readonly<Record<string, string>>; isWrite?: boolean }

/** Asks Threads as one account, and answers whatever it says. `path` begins after the version. */
export type ThreadsApi = (request: ThreadsRequest) => Promise<Answer>

export function createThreadsApi({
  credentials,
  fetch,
  signal,
  baseUrl,
  apiVersion,
}: Pick<AccountInput, 'credentials' | 'fetch' | 'signal'> & { baseUrl: string; apiVersion: string }): ThreadsApi {
  const accessToken = readToken(credentials)
  const { displayName } = threadsCapabilities
  return async ({ method, path, fields, isWrite = false }) => {
    const form = new URLSearchParams({ ...fields, access_token: accessToken })
    const url = `${baseUrl}/${apiVersion}/${path}`
    return method === 'GET'
      ? callNetwork({ fetch, signal, displayName, url: `${url}?${form}`, method, isWrite })
      : callNetwork({ fetch, signal, displayName, url, method, body: form, isWrite })
  }
}
