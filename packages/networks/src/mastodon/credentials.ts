import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type MastodonAccess = { server: string; accessToken: string }

export function readAccess({ server, accessToken }: Credentials): MastodonAccess {
  if (!server || !accessToken) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The server or the access token is missing. Connect again with both.' })
  }
  return { server: trimServer(server), accessToken }
}

export const trimServer = (server: string): string => server.replace(/\/+$/, '')
