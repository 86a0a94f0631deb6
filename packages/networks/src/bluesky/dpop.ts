import * as oauth from 'oauth4webapi'
import { toRequestOptions } from './to-request-options.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
// A handle remembers the nonces that servers gave for its key, so that not every call is made twice.
const handles = new Map<string, Promise<oauth.DPoPHandle>>()
const mostHandles = 1_000

/** A new private key, as it is kept. https://atproto.com/specs/oauth#demonstrating-proof-of-possession-dpop */
export async function newPrivateKey(): Promise<string> {
  const { privateKey } = await oauth.generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', privateKey)
  return JSON.stringify({ kty, crv, x, y, d })
}

export async function openPrivateKey(text: string): Promise<oauth.CryptoKey> {
  return crypto.subtle.importKey('jwk', JSON.parse(text), algorithm, false, ['sign'])
}

export async function publicKeyOf(text: string): Promise<oauth.CryptoKey> {
  const { d: _, ...open } = JSON.parse(text)
  return crypto.subtle.importKey('jwk', open, algorithm, true, ['verify'])
}

export function dpopHandle(key: string): Promise<oauth.DPoPHandle> {
  const known = handles.get(key)
  if (known) return known
  for (const oldest of handles.keys()) if (handles.size >= mostHandles) handles.delete(oldest)
  const made = Promise.all([openPrivateKey(key), publicKeyOf(key)]).then(([privateKey, publicKey]) => oauth.DPoP({}, { privateKey, publicKey }))
  handles.set(key, made)
  return made
}

/** Asks once more where the server wants a nonce that it has just given. It looks at the proof before all else, so nothing was done yet. */
export async function withNonce<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (oauth.isDPoPNonceError(error)) return ask()
    throw error
  }
}

/** `fetch` with an access token that is bound to a key, and with the proof that the key is here. */
export async function createDpopFetch({
  key,
  accessToken,
  fetch,
}: {
  key: string
  accessToken: string
  fetch: typeof globalThis.fetch
}): Promise<typeof globalThis.fetch> {
  const DPoP = await dpopHandle(key)
  return async (input, init = {}) => {
    const url = String(input)
    const { method = 'GET', signal } = init
    // What is sent to Bluesky are texts and bytes.
    const body = init.body as string | Uint8Array<ArrayBuffer> | undefined
    const options = { DPoP, ...toRequestOptions({ url, fetch, signal: signal ?? new AbortController().signal }) }
    try {
      return await withNonce(() => oauth.protectedResourceRequest(accessToken, method, new URL(url), new Headers(init.headers), body, options))
    } catch (error) {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
      throw error
    }
  }
}
