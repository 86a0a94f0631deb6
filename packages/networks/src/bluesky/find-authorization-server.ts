import * as oauth from 'oauth4webapi'
import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { mapOAuthError } from '../oauth/map-oauth-error.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { isSuccess } from './call-xrpc.ts'
import { blueskyCapabilities } from './capabilities.ts'
import { toRequestOptions } from './to-request-options.ts'

type Asked = Pick<AccountInput, 'fetch' | 'signal'>

/** Who gives access to the accounts of a PDS: another server, or it itself. https://atproto.com/specs/oauth#server-metadata */
export async function findAuthorizationServer({ pds, ...asked }: Asked & { pds: string }): Promise<oauth.AuthorizationServer> {
  const url = `${pds}/.well-known/oauth-protected-resource`
  const answer = await callNetwork({ ...asked, displayName: blueskyCapabilities.displayName, url, method: 'GET', isWrite: false })
  const { authorization_servers: servers } = readObject(answer.json)
  const named = Array.isArray(servers) ? readText(servers[0]) : null
  if (!isSuccess(answer) && answer.status >= 500) {
    throw new NetworkError({ kind: 'unavailable', message: 'The Bluesky server is not in order just now. Try again in a while.' })
  }
  // A server that has no accounts itself, as bsky.social, says nothing of a resource.
  return readAuthorizationServer({ issuer: isSuccess(answer) && named !== null ? named : pds, ...asked })
}

export async function readAuthorizationServer({ issuer, ...asked }: Asked & { issuer: string }): Promise<oauth.AuthorizationServer> {
  const noOAuth = 'This server gives no access by OAuth. Check its address, or connect with an app password.'
  if (!URL.canParse(issuer)) throw new NetworkError({ kind: 'permission_missing', message: noOAuth })
  try {
    const url = new URL(issuer)
    const response = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...toRequestOptions({ url: issuer, ...asked }) })
    if (response.status === 404) throw new NetworkError({ kind: 'permission_missing', message: noOAuth })
    const server = await oauth.processDiscoveryResponse(url, response)
    if (server.pushed_authorization_request_endpoint && server.authorization_endpoint && server.token_endpoint) return server
  } catch (error) {
    throw mapOAuthError(error)
  }
  throw new NetworkError({ kind: 'permission_missing', message: noOAuth })
}
