import { readObject, readText } from '../kit/read-json.ts'
import type { OAuthSettings } from './network-settings.ts'

/** An OAuth provider for the sandbox, so that the whole way can be tried without a network: JSON in a setting. */
export function readTestProvider(text: string): OAuthSettings | undefined {
  const given = readObject(parse(text))
  const [issuer, authorizationUrl, tokenUrl] = [readText(given.issuer), readText(given.authorizationUrl), readText(given.tokenUrl)]
  const [clientId, clientSecret] = [readText(given.clientId), readText(given.clientSecret)]
  if (!issuer || !clientId || !authorizationUrl || !tokenUrl || !URL.canParse(authorizationUrl) || !URL.canParse(tokenUrl)) return undefined
  const scopes = (readText(given.scopes) ?? '').split(' ').filter((scope) => scope !== '')
  const clientAuthentication = clientSecret === null ? 'none' : 'client_secret_basic'
  return { issuer, authorizationUrl, tokenUrl, scopes, clientAuthentication, extraParameters: {}, clientId, clientSecret }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
