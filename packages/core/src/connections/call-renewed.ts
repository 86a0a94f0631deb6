import { NetworkError, type Credentials } from '@flow/networks/port'
import type { Connector } from './connector.ts'
import type { Opened } from './open-credentials.ts'
import { renewCredentials, type Renewed } from './renew-credentials.ts'

/** A token that ended a moment ago is a refusal before anything was done: renewed once, the same call is made again. */
export async function callRenewed<Result>({
  connector,
  connectionId,
  opened: { credentials, credentialsRev, isRenewable },
  call,
  onRenewed = () => undefined,
}: {
  connector: Connector
  /** Undefined on a built-in connection, which has no credentials. */
  connectionId: string | undefined
  opened: Pick<Opened, 'credentials' | 'credentialsRev' | 'isRenewable'>
  call: (credentials: Credentials) => Promise<Result>
  /** Told before the second call, so that its outcome is held against the new credentials. */
  onRenewed?: (renewed: Renewed) => void
}): Promise<Result> {
  try {
    return await call(credentials)
  } catch (error) {
    if (connectionId === undefined || !isRenewable || !(error instanceof NetworkError) || error.kind !== 'credentials_expired') throw error
    const renewed = await renewCredentials({ connector, connectionId, seenRev: credentialsRev })
    onRenewed(renewed)
    return call(renewed.credentials)
  }
}
