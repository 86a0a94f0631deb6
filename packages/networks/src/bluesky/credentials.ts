import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type BlueskyLogin = { server: string; identifier: string; appPassword: string }

/** What signing in gave, kept beside the login. */
export type BlueskySession = { pds: string; did: string; accessToken: string }

export function readLogin({ credentials, defaultServer }: { credentials: Credentials; defaultServer: string }): BlueskyLogin {
  const { server, identifier, appPassword } = credentials
  if (!identifier || !appPassword) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The handle or the app password is missing. Connect again with both.' })
  }
  // People copy handles with their @.
  return { server: (server || defaultServer).replace(/\/+$/, ''), identifier: identifier.replace(/^@/, ''), appPassword }
}

export function readSession({ pds, did, accessToken }: Credentials): BlueskySession {
  if (!pds || !did || !accessToken) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'Flow is not signed in to Bluesky. Connect the account again.' })
  }
  return { pds, did, accessToken }
}
