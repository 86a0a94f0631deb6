import { sql } from '@flow/db'
import { NetworkError, type Credentials, type Tokens } from '@flow/networks/port'
import type { Connector } from './connector.ts'
import { oauthAtServer } from './oauth-at-server.ts'
import { reach } from './reach.ts'
import { readCredentials } from './read-credentials.ts'
import { sealCredentials } from './seal-credentials.ts'
import { tokenTimes } from './token-times.ts'

export type Renewed = { credentials: Credentials; credentialsRev: number }

const timeoutMs = 15_000

/**
 * Gets new tokens in the place of those of revision `seenRev`. One at a time for a connection; whoever comes second takes what the first got.
 * They stand in the database before anybody uses them.
 * @throws NetworkError `credentials_expired` where the network gives none any more
 */
export async function renewCredentials({
  connector,
  connectionId,
  seenRev,
}: {
  connector: Connector
  connectionId: string
  seenRev: number
}): Promise<Renewed> {
  return connector.db.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`renew ${connectionId}`}, 2))`)
    const before = await readCredentials({ db: tx, connector, connectionId })
    if (before.credentialsRev !== seenRev) return before
    const tokens = await ask({ connector, network: before.network, credentials: before.credentials })
    const refreshToken = tokens.refreshToken ?? before.credentials.refreshToken ?? null
    const credentials = { ...before.credentials, ...tokens.credentials, accessToken: tokens.accessToken, ...(refreshToken === null ? {} : { refreshToken }) }
    const { expiresAt, renewAt } = tokenTimes({ tokens, refreshToken, now: new Date() })
    const changed = await tx.execute(sql`
      update connection set credentials = ${sealCredentials({ sealer: connector.sealer, credentials, connectionId })}, credentials_rev = credentials_rev + 1,
        expires_at = ${expiresAt}, renew_at = ${renewAt}, updated_at = now()
      where id = ${connectionId} and credentials_rev = ${seenRev} and deleted_at is null`)
    // Somebody connected again meanwhile: theirs are newer.
    return changed === 1 ? { credentials, credentialsRev: seenRev + 1 } : readCredentials({ db: tx, connector, connectionId })
  })
}

async function ask({ connector, network, credentials }: { connector: Connector; network: string; credentials: Credentials }): Promise<Tokens> {
  const signal = AbortSignal.timeout(timeoutMs)
  const adapter = connector.networks.get(network)
  const { refreshToken, server, redirectUrl } = credentials
  const hasOwn = adapter?.oauthAt !== undefined && server !== undefined && redirectUrl !== undefined
  if (adapter?.refresh && !hasOwn) return adapter.refresh({ credentials, ...reach({ connector, adapter }), signal })
  if (refreshToken === undefined) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The access that was given has ended. Connect the account again.' })
  }
  const client = hasOwn ? await oauthAtServer({ connector, adapter, server, redirectUrl }) : connector.oauth.get(network)
  if (!client) {
    throw new NetworkError({ kind: 'unavailable', message: 'The OAuth application of this network is not set up on this Flow; its operator must restore it.' })
  }
  return client.refresh({ refreshToken, credentials, signal })
}
