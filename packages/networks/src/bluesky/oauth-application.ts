import { randomUUID } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { isPrivateHost } from '../kit/is-private-host.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { NetworkAdapter } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { newPrivateKey, openPrivateKey, publicKeyOf } from './dpop.ts'

export const scope = 'atproto transition:generic'

type Place = { redirectUrl: string; documentUrl: string }
export type BlueskyApplication = { client: oauth.Client; authentication: oauth.ClientAuth; redirectUrl: string }

/** Which setting keeps servers from reading who this Flow is. On the own machine nobody need read it. */
export function findMissingSetting({ redirectUrl }: { redirectUrl: string }): string | null {
  const { protocol, hostname } = new URL(redirectUrl)
  return isLoopback(redirectUrl) || (protocol === 'https:' && !isPrivateHost(hostname)) ? null : 'FLOW_PUBLIC_URL'
}

/** What is kept of this Flow's application: the key by which servers know it. */
export const newApplication = async (): Promise<string> => JSON.stringify({ keyId: randomUUID(), privateKey: await newPrivateKey() })

/**
 * Who this Flow is to servers. With a key, they let connections live for years; on the own machine, where no server could read its document, for two weeks.
 * https://atproto.com/specs/oauth#clients
 */
export async function openApplication({ application, redirectUrl, documentUrl }: Place & { application: string }): Promise<BlueskyApplication> {
  if (findMissingSetting({ redirectUrl }) !== null) {
    const message =
      'Bluesky’s servers can’t reach this Flow. Its operator must set FLOW_PUBLIC_URL to an https address; until then, connect with an app password.'
    throw new NetworkError({ kind: 'permission_missing', message })
  }
  if (isLoopback(redirectUrl)) {
    // Servers take the address of the own machine by its number alone.
    const back = redirectUrl.replace('//localhost', '//127.0.0.1')
    const id = `http://localhost?${new URLSearchParams({ redirect_uri: back, scope })}`
    return { client: { client_id: id }, authentication: oauth.None(), redirectUrl: back }
  }
  const { keyId, privateKey } = readApplication(application)
  const authentication = oauth.PrivateKeyJwt({ key: await openPrivateKey(privateKey), kid: keyId })
  return { client: { client_id: documentUrl }, authentication, redirectUrl }
}

/** https://atproto.com/specs/oauth#client-id-metadata-document */
export const describeApplication: NonNullable<NetworkAdapter['describeApplication']> = async ({ application, redirectUrl, documentUrl }) => {
  const { keyId, privateKey } = readApplication(application)
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', await publicKeyOf(privateKey))
  return {
    client_id: documentUrl,
    client_name: 'Flow',
    client_uri: new URL(documentUrl).origin,
    application_type: 'web',
    redirect_uris: [redirectUrl],
    scope,
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    dpop_bound_access_tokens: true,
    jwks: { keys: [{ kty, crv, x, y, kid: keyId, alg: 'ES256', use: 'sig' }] },
  }
}

function readApplication(text: string): { keyId: string; privateKey: string } {
  const kept = readObject(JSON.parse(text))
  const [keyId, privateKey] = [readText(kept.keyId), readText(kept.privateKey)]
  if (keyId === null || privateKey === null) throw new Error('what is kept of the Bluesky application has no key')
  return { keyId, privateKey }
}

function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
