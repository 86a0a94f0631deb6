import type { OAuthDefinition } from '../port/oauth-client.ts'

/** The OAuth of a network that is played elsewhere, such as by a simulator: the same paths under its address, so that no secret goes to the true one. */
export function atBaseUrl({ definition, baseUrl }: { definition: OAuthDefinition; baseUrl: string }): OAuthDefinition {
  const move = (url: string): string => {
    const { pathname, search } = new URL(url)
    return `${baseUrl}${pathname}${search}`
  }
  const { authorizationUrl, tokenUrl, longLived } = definition
  return {
    ...definition,
    authorizationUrl: move(authorizationUrl),
    tokenUrl: move(tokenUrl),
    ...(longLived ? { longLived: { ...longLived, exchangeUrl: move(longLived.exchangeUrl), refreshUrl: move(longLived.refreshUrl) } } : {}),
  }
}
