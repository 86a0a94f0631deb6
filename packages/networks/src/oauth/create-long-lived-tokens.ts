import { callNetwork } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Tokens } from '../port/oauth-client.ts'
import type { OAuthSettings } from '../settings/network-settings.ts'

type Ask = (input: { accessToken: string; signal: AbortSignal }) => Promise<Tokens>

// Meta's code of a token that has ended or was taken back.
const endedToken = 190

/**
 * The exchange that makes a token of an hour one of weeks, and its renewal. There is no refresh token besides: the token itself is what the next one is got
 * with, so it is answered as both. `undefined` where the network does without.
 */
export function createLongLivedTokens({
  application: { longLived, clientSecret },
  fetch,
}: {
  application: OAuthSettings
  fetch: typeof globalThis.fetch
}): { exchange: Ask; refresh: Ask } | undefined {
  if (!longLived) return undefined
  const ask = async ({ url, query, signal }: { url: string; query: Record<string, string>; signal: AbortSignal }): Promise<Tokens> => {
    const address = `${url}?${new URLSearchParams(query)}`
    const answer = await callNetwork({ fetch, signal, displayName: 'The network', url: address, method: 'GET', isWrite: false })
    const told = readObject(answer.json)
    const token = readText(told.access_token)
    if (answer.status === 200 && token !== null) return { accessToken: token, refreshToken: token, expiresInSeconds: readNumber(told.expires_in) }
    if (readObject(told.error).code === endedToken) {
      throw new NetworkError({ kind: 'credentials_expired', message: 'The network no longer takes what it gave. Connect the account again.' })
    }
    throw new NetworkError({ kind: 'unavailable', message: 'The network gave no usable answer about access. Try again in a while.' })
  }
  return {
    exchange: async ({ accessToken, signal }) => {
      if (clientSecret === null) {
        throw new NetworkError({
          kind: 'unavailable',
          message: 'The OAuth application of this network has no client secret on this Flow; its operator must set it.',
        })
      }
      const query = { grant_type: longLived.exchangeGrantType, client_secret: clientSecret, access_token: accessToken }
      return ask({ url: longLived.exchangeUrl, query, signal })
    },
    refresh: async ({ accessToken, signal }) =>
      ask({ url: longLived.refreshUrl, query: { grant_type: longLived.refreshGrantType, access_token: accessToken }, signal }),
  }
}
