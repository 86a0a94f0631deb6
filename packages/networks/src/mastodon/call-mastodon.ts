import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { mastodonCapabilities } from './capabilities.ts'
import { readAccess } from './credentials.ts'
import { mapMastodonError, type MastodonStep } from './map-mastodon-error.ts'

type Request = Pick<AccountInput, 'fetch' | 'signal' | 'credentials'> & {
  method: 'GET' | 'POST'
  /** After the server's address, such as /api/v1/statuses. */
  path: string
  headers?: Record<string, string>
  json?: object
  body?: FormData
  step: MastodonStep
}

/** Asks the account's server and takes any answer. */
export async function callMastodon({ fetch, signal, credentials, method, path, headers = {}, json, body, step }: Request): Promise<Answer> {
  const { server, accessToken } = readAccess(credentials)
  return callNetwork({
    fetch,
    signal,
    displayName: mastodonCapabilities.displayName,
    url: `${server}${path}`,
    method,
    headers: { authorization: `Bearer ${accessToken}`, ...headers },
    ...(json === undefined ? {} : { json }),
    ...(body === undefined ? {} : { body }),
    isWrite: step === 'publish',
  })
}

/** Asks, and takes only success. */
export async function askMastodon(request: Request): Promise<unknown> {
  const answer = await callMastodon(request)
  if (!isSuccess(answer)) throw mapMastodonError({ answer, step: request.step })
  return answer.json
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300
