import { readServerUrl } from '../kit/read-server-url.ts'
import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import { ghostCapabilities } from './capabilities.ts'

export type GhostSite = { server: string; keyId: string; secret: string }

export function readGhostSite(credentials: Credentials): GhostSite {
  const server = readServerUrl({ credentials, displayName: ghostCapabilities.displayName }).replace(/^(.*)\/ghost(?:\/.*)?$/, '$1')
  const [, keyId, secret] = /^([0-9a-f]+):((?:[0-9a-f]{2})+)$/i.exec((credentials.adminApiKey ?? '').trim()) ?? []
  if (keyId === undefined || secret === undefined) {
    throw new NetworkError({
      kind: 'credentials_expired',
      message: 'This is no Admin API key of Ghost: an id and a secret with a colon between. Copy it again from Settings, Integrations.',
    })
  }
  return { server, keyId, secret }
}
