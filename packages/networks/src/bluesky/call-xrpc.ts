import { callNetwork, type Answer } from '../kit/call-network.ts'
import { readObject, type Json } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { createDpopFetch } from './dpop.ts'
import { mapBlueskyError, type BlueskyStep } from './map-bluesky-error.ts'

type Request = Pick<AccountInput, 'fetch' | 'signal'> & {
  host: string
  method: 'GET' | 'POST'
  /** The lexicon's name of what is asked. */
  nsid: string
  query?: Record<string, string>
  token?: string
  /** The key that the token is bound to, where OAuth gave it. */
  dpopKey?: string | undefined
  json?: object
  body?: Uint8Array<ArrayBuffer>
  contentType?: string
  step: BlueskyStep
}

/** Asks a server in its protocol and takes any answer. https://atproto.com/specs/xrpc */
export async function callXrpc({ fetch, signal, host, method, nsid, query, token, dpopKey, json, body, contentType, step }: Request): Promise<Answer> {
  const isBound = token !== undefined && dpopKey !== undefined
  return callNetwork({
    fetch: isBound ? await createDpopFetch({ key: dpopKey, accessToken: token, fetch }) : fetch,
    signal,
    displayName: blueskyCapabilities.displayName,
    url: `${host}/xrpc/${nsid}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`,
    method,
    headers: {
      ...(token === undefined || isBound ? {} : { authorization: `Bearer ${token}` }),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(json === undefined ? {} : { json }),
    ...(body === undefined ? {} : { body }),
    isWrite: step === 'publish',
  })
}

/** Asks, and takes only success. */
export async function askXrpc(request: Request): Promise<Json> {
  const answer = await callXrpc(request)
  if (!isSuccess(answer)) throw mapBlueskyError({ answer, step: request.step })
  return readObject(answer.json)
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300
