import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

/** The address of a customer's server, without what may trail behind it. */
export function readServerUrl({ credentials, displayName, fallback }: { credentials: Credentials; displayName: string; fallback?: string }): string {
  const server = (credentials.server ?? fallback ?? '').trim()
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new NetworkError({
      kind: 'credentials_expired',
      message: `The address of the ${displayName} server is missing or no address. Connect again with one such as https://example.com.`,
    })
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}
