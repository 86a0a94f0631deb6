export type IssuedToken = { network: string; account: string; expiresAtMs: number | null }

/** The access tokens that the simulator gave out itself. */
export type IssuedTokens = {
  issue: (token: IssuedToken & { token: string }) => void
  find: (token: string) => IssuedToken | undefined
  revoke: (token: string) => void
}

export function createIssuedTokens(): IssuedTokens {
  const tokens = new Map<string, IssuedToken>()
  const revoked = { network: '', account: '', expiresAtMs: 0 }
  return {
    issue: ({ token, ...issued }) => void tokens.set(token, issued),
    find: (token) => tokens.get(token),
    revoke: (token) => void tokens.set(token, { ...revoked, account: tokens.get(token)?.account ?? '' }),
  }
}
