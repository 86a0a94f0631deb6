import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

/** The token of an account that was connected by OAuth. */
export function requireAccessToken({ credentials, displayName }: { credentials: Credentials; displayName: string }): string {
  const { accessToken } = credentials
  if (accessToken) return accessToken
  throw new NetworkError({ kind: 'credentials_expired', message: `The access to ${displayName} is missing. Connect the account again.` })
}
