import type { NetworkRequest } from '../server/network-request.ts'

/** The token of an Authorization header of the given scheme. */
export function bearerToken({ headers }: NetworkRequest, scheme = 'Bearer'): string | null {
  const [given, token] = (headers.authorization ?? '').split(' ', 2)
  return given?.toLowerCase() === scheme.toLowerCase() && token ? token : null
}
