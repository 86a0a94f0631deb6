import { sql } from '@flow/db'
import { NetworkError } from '@flow/networks/port'
import { expireConnection, type UsedCredentials } from './connection-health.ts'
import type { Connector } from './connector.ts'
import { renewCredentials } from './renew-credentials.ts'

const pauseAfterFailure = '5 minutes'

/**
 * Renews tokens that are about to end, so that no post has to wait for it, and says where credentials have ended. Any number of workers may run this.
 * @param limit most at once; each holds a connection to the database while its network answers
 */
export async function renewDueConnections({ connector, limit }: { connector: Connector; limit: number }): Promise<{ renewed: number; failed: number }> {
  const due = await connector.db.query<UsedCredentials>(sql`
    select id as connection_id, credentials_rev from connection
    where renew_at <= now() and status = 'active' and deleted_at is null order by renew_at limit ${limit}`)
  const outcomes = await Promise.all(due.map((used) => renew({ connector, used })))
  const renewed = outcomes.filter((isRenewed) => isRenewed).length
  return { renewed, failed: outcomes.length - renewed }
}

async function renew({ connector, used }: { connector: Connector; used: UsedCredentials }): Promise<boolean> {
  const { connectionId, credentialsRev } = used
  try {
    await renewCredentials({ connector, connectionId, seenRev: credentialsRev })
    return true
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'credentials_expired') await connector.db.transaction((tx) => expireConnection({ tx, used, error }))
    else {
      await connector.db.execute(sql`
        update connection set renew_at = now() + ${pauseAfterFailure}::interval where id = ${connectionId} and credentials_rev = ${credentialsRev}`)
    }
    return false
  }
}
