import type { Account, Credentials, NetworkAdapter } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { confirmCredentials } from './confirm-credentials.ts'
import { findConnection } from './connection-rows.ts'
import type { Connector } from './connector.ts'
import { readCredentials } from './read-credentials.ts'

export type Met = { credentials: Credentials; account: Account }

/**
 * Whom the tokens stand for, where they are to renew a connection. A person may act as several accounts, such as pages: where the tokens alone stand for
 * another, what the connection itself says besides its secrets chooses among them.
 */
export async function meetAgain({
  ctx,
  connector,
  adapter,
  connectionId,
  met,
}: {
  ctx: Context
  connector: Connector
  adapter: NetworkAdapter
  connectionId: string
  met: Met
}): Promise<Met> {
  const { remoteId } = await findConnection({ ctx, db: ctx.sql, id: connectionId })
  if (remoteId === met.account.remoteId) return met
  const kept = await readCredentials({ connector, connectionId })
  const names = adapter.capabilities.credentialFields.filter(({ isSecret }) => !isSecret).map(({ name }) => name)
  const chosen = Object.fromEntries(Object.entries(kept.credentials).filter(([name]) => names.includes(name)))
  if (Object.keys(chosen).length === 0) return met
  const credentials = { ...chosen, ...met.credentials }
  try {
    const account = await confirmCredentials({ connector, adapter, credentials })
    return account.remoteId === remoteId ? { credentials, account } : met
  } catch (error) {
    // The person may not act as that one.
    if (error instanceof DomainError && error.code === 'CREDENTIALS_REJECTED') return met
    throw error
  }
}
