import { readServerUrl } from '../kit/read-server-url.ts'
import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import { wordpressCapabilities } from './capabilities.ts'

export type WordPressSite = {
  server: string
  authorization: string
  /** Whether the API was found at `?rest_route=`, as where pretty links are off. */
  isPlain: boolean
}

export function readSite(credentials: Credentials): WordPressSite {
  const { username, applicationPassword } = credentials
  const address = readServerUrl({ credentials, displayName: wordpressCapabilities.displayName })
  if (!username || !applicationPassword) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The user name or the application password is missing. Connect again with both.' })
  }
  return {
    // What people copy from their browser.
    server: address.replace(/\/(?:wp-json|wp-admin|[\w-]+\.php|readme\.html)(?:\/.*)?$/, ''),
    authorization: `Basic ${Buffer.from(`${username}:${applicationPassword}`).toString('base64')}`,
    isPlain: credentials.apiRoot === 'plain',
  }
}
