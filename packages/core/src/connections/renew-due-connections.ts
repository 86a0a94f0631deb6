import { sql } from '@flow/db'
import { NetworkError } from '@flow/networks/port'
import { expireConnection } from './connection-health.ts'
import type { Connector } from './connector.ts'
import { renewCredentials } from './renew-credentials.ts'

const pauseAfterFailure = '5 minutes'

/** Renews tokens that are about to end, so that no post has to wait for it. Any number of workers may run this. */
export async function renewDueConnections({ connector, limit }: { connector: Connector; limit: number }): Promise<{ renewed: number; failed: number }> {
  const { db } = connector
  const due = await db.query<{ id: string; credentialsRev: number }>(sql`
    select id, credentials_rev from connection where renew_at <= now() and status = 'active' and deleted_at is null order by renew_at limit ${limit}`)
  const counts = { renewed: 0, failed: 0 }
  for (const { id: connectionId, credentialsRev } of due) {
    try {
      await renewCredentials({ connector, connectionId, seenRev: credentialsRev })
      counts.renewed++
    } catch (error) {
      counts.failed++
      const used = { connectionId, credentialsRev }
      if (error instanceof NetworkError && error.kind === 'credentials_expired') await db.transaction((tx) => expireConnection({ tx, used, error }))
      else {
        await db.execute(sql`
          update connection set renew_at = now() + ${pauseAfterFailure}::interval where id = ${connectionId} and credentials_rev = ${credentialsRev}`)
      }
    }
  }
  return counts
}
