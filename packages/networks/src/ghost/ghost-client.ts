import { callNetwork, type Answer } from '../kit/call-network.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { ghostCapabilities } from './capabilities.ts'
import { readGhostSite } from './credentials.ts'
import { mapGhostError, type GhostStep } from './map-ghost-error.ts'
import { signGhostToken } from './sign-ghost-token.ts'

/** `path`: below the Admin API, with a slash at its end, without which Ghost redirects. */
type Request = { path: string; query?: string; step: GhostStep; json?: object; form?: FormData }

export type GhostClient = {
  /** The answer, whatever its status. */
  call: (request: Request) => Promise<Answer>
  /** What a good answer says; any other is thrown as an error. */
  ask: (request: Request) => Promise<unknown>
}

/** Asks one site's Admin API under one key. */
export function createGhostClient({ credentials, fetch, signal, apiVersion }: AccountInput & { apiVersion: string }): GhostClient {
  const { server, keyId, secret } = readGhostSite(credentials)
  const call = ({ path, query, step, json, form }: Request): Promise<Answer> =>
    callNetwork({
      fetch,
      signal,
      displayName: ghostCapabilities.displayName,
      url: `${server}/ghost/api/admin/${path}${query === undefined ? '' : `?${query}`}`,
      method: json || form ? 'POST' : 'GET',
      headers: { authorization: `Ghost ${signGhostToken({ keyId, secret, now: new Date() })}`, 'accept-version': apiVersion },
      isWrite: step === 'post',
      ...(json ? { json } : {}),
      ...(form ? { body: form } : {}),
    })
  return {
    call,
    ask: async (request) => {
      const answer = await call(request)
      if (answer.status < 200 || answer.status > 299) throw mapGhostError({ answer, step: request.step })
      return answer.json
    },
  }
}
