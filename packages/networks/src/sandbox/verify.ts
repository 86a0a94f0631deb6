import { createHash } from 'node:crypto'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** Every token is an account of its own; all that come by OAuth are one. */
export async function verifySandbox({ credentials }: Pick<AccountInput, 'credentials'>): Promise<Account> {
  const { token } = credentials
  if (token?.includes('reject')) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The sandbox refused the token, as the token asked. Take one without "reject".' })
  }
  const mark = token === undefined ? 'oauth' : createHash('sha256').update(token).digest('hex').slice(0, 12)
  return { remoteId: `sandbox-${mark}`, handle: `@sandbox-${mark}`, displayName: `Sandbox ${mark}`, url: null, expiresAt: null }
}
