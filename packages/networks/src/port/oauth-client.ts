import type { Credentials } from './credentials.ts'

/** A network's OAuth, as data. */
export type OAuthDefinition = {
  issuer: string
  authorizationUrl: string
  tokenUrl: string
  scopes: readonly string[]
  clientAuthentication: 'client_secret_post' | 'client_secret_basic' | 'none'
  /** What the network wants in the address besides the standard's own, such as `access_type`. */
  extraParameters: Readonly<Record<string, string>>
  /** `none`: the network knows no PKCE. Absent: S256. */
  pkce?: 'S256' | 'none'
  /** What stands between scopes in the address. Absent: a space, as in the standard. */
  scopeSeparator?: ' ' | ','
  /** The network's own words for a code or a refresh token that it does not take, where the standard has `invalid_grant`. */
  endedGrantErrors?: readonly string[]
  /** Where the token of the exchange lives for an hour only and is exchanged once more; the one that comes of it is also what it is renewed with. */
  longLived?: LongLivedTokens
}

/** Both are asked by GET, with the token as `access_token`. */
export type LongLivedTokens = { exchangeUrl: string; exchangeGrantType: string; refreshUrl: string; refreshGrantType: string }

export type Tokens = {
  accessToken: string
  /** `null` where the answer named none; a former one then stays good. */
  refreshToken: string | null
  /** Seconds from the answer on; `null` where the answer did not say. */
  expiresInSeconds: number | null
  /** What the network's calls need besides the tokens, such as a key that they are bound to; kept with them. */
  credentials?: Credentials
}

/** One network's OAuth with this Flow's own client id. Throws only `NetworkError`. */
export type OAuthClient = {
  /**
   * The address at which a person decides, with a PKCE S256 challenge where the network knows PKCE.
   * @param fields what the network was told beforehand, by the names of its credential fields
   * @returns `notes`: what `exchange` must know of it
   */
  begin: (input: { state: string; codeVerifier: string; redirectUrl: string; fields: Credentials; signal: AbortSignal }) => Promise<{
    url: string
    notes?: Credentials
  }>
  /** @param parameters the query with which the browser came back */
  exchange: (input: {
    parameters: URLSearchParams
    state: string
    codeVerifier: string
    redirectUrl: string
    notes: Credentials
    signal: AbortSignal
  }) => Promise<Tokens>
  /** @param credentials all that is kept of the connection */
  refresh: (input: { refreshToken: string; credentials: Credentials; signal: AbortSignal }) => Promise<Tokens>
}

/** By network; one that is not set up is not in it. */
export type OAuthClients = ReadonlyMap<string, OAuthClient>
