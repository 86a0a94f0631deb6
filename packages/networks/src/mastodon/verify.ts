import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { askMastodon } from './call-mastodon.ts'
import { readAccess } from './credentials.ts'
import { toAccount } from './from-mastodon-response.ts'
import { readLimits } from './read-limits.ts'

export async function verifyMastodon(input: AccountInput): Promise<Account> {
  const json = await askMastodon({ ...input, method: 'GET', path: '/api/v1/accounts/verify_credentials', step: 'read' })
  return toAccount({ json, server: readAccess(input.credentials).server, limits: await readLimits(input) })
}
