import { readObject } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import { readGhostSite } from './credentials.ts'
import { toAccount } from './from-ghost-response.ts'
import type { GhostClient } from './ghost-client.ts'
import { mapGhostError } from './map-ghost-error.ts'
import type { AccountInput } from '../port/network-adapter.ts'

/** Asks which site this is, which anybody may, and for posts, which the key alone may. */
export async function verifyGhost({ client, credentials }: { client: GhostClient } & Pick<AccountInput, 'credentials'>): Promise<Account> {
  const answer = await client.call({ path: 'site/', step: 'read' })
  if (answer.status !== 200 || readObject(answer.json).site === undefined) throw mapGhostError({ answer, step: 'read' })
  await client.ask({ path: 'posts/', query: 'limit=1&fields=id', step: 'read' })
  return toAccount({ json: answer.json, server: readGhostSite(credentials).server })
}
