import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type BlueskyLogin = { server: string; identifier: string; appPassword: string }

/** What signing in gave, kept beside the login; by OAuth, the key that the token is bound to as well. */
export type BlueskySession = { pds: string; did: string; accessToken: string; dpopKey: string | undefined }

export function readLogin({ credentials, defaultServer }: { credentials: Credentials; defaultServer: string }): BlueskyLogin {
  const { server, identifier, appPassword } = credentials
  if (!identifier || !appPassword) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The handle or the app password is missing. Connect again with both.' })
  }
  // People copy handles with their @.
  return { server: (server || defaultServer).replace(/\/+$/, ''), identifier: identifier.replace(/^@/, ''), appPassword }
}

export function readSession({ pds, did, accessToken, dpopKey }: Credentials): BlueskySession {
  if (!pds || !did || !accessToken) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'Flow is not signed in to Bluesky. Connect the account again.' })
  }
  return { pds, did, accessToken, dpopKey }
}
