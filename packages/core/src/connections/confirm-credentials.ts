import { NetworkError, type Account, type Credentials, type NetworkAdapter } from '@flow/networks/port'
import { DomainError } from '../domain-error.ts'
import type { Connector } from './connector.ts'
import { reach } from './reach.ts'

const timeoutMs = 10_000
const retryAfterSeconds = 10

/** Has the network say whose the credentials are. Throws CREDENTIALS_REJECTED, or SERVICE_UNAVAILABLE where it does not answer. */
export async function confirmCredentials({
  connector,
  adapter,
  credentials,
}: {
  connector: Connector
  adapter: NetworkAdapter
  credentials: Credentials
}): Promise<Account> {
  try {
    return await askOrRenew({ connector, adapter, credentials })
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    throw isAway(error) ? toUnavailable(error) : rejected(error)
  }
}

/** Tokens that live for minutes may have ended before they came here; where a refresh token came with them, it gets new ones. */
async function askOrRenew(given: { connector: Connector; adapter: NetworkAdapter; credentials: Credentials }): Promise<Account> {
  const { connector, adapter, credentials } = given
  try {
    return await askAccount(given)
  } catch (error) {
    const isEnded = error instanceof NetworkError && error.kind === 'credentials_expired'
    if (!isEnded || !adapter.refresh || !credentials.refreshToken) throw error
    const tokens = await adapter.refresh({ credentials, ...reach({ connector, adapter }), signal: AbortSignal.timeout(timeoutMs) })
    const renewed = { ...tokens.credentials, accessToken: tokens.accessToken, ...(tokens.refreshToken === null ? {} : { refreshToken: tokens.refreshToken }) }
    const account = await askAccount({ ...given, credentials: { ...credentials, ...renewed } })
    return { ...account, credentials: { ...account.credentials, ...renewed } }
  }
}

export async function askAccount({
  connector,
  adapter,
  credentials,
}: {
  connector: Connector
  adapter: NetworkAdapter
  credentials: Credentials
}): Promise<Account> {
  if (!adapter.verify) throw new Error(`${adapter.network} can be connected, but its adapter can't verify`)
  return adapter.verify({ credentials, ...reach({ connector, adapter }), signal: AbortSignal.timeout(timeoutMs) })
}

/** Whether the failure says nothing about the credentials. */
export const isAway = ({ kind }: NetworkError): boolean => kind === 'unavailable' || kind === 'rate_limited' || kind === 'outcome_unknown'

export function toUnavailable(error: NetworkError): DomainError {
  const seconds = error.retryAfterMs === undefined ? retryAfterSeconds : Math.ceil(error.retryAfterMs / 1_000)
  return new DomainError({
    code: 'SERVICE_UNAVAILABLE',
    message: `${error.message} Nothing was changed; repeat the request in ${seconds} s.`,
    retryAfterSeconds: seconds,
  })
}

const rejected = ({ message }: NetworkError) =>
  new DomainError({ code: 'CREDENTIALS_REJECTED', message, details: [{ field: 'credentials', message: 'are not taken by the network' }] })
