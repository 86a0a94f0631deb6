import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'

const privateAddress = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
const privateName = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/
const privateV6 = /^\[(?:::1?|::ffff:.*|f[cd].*|fe[89ab].*)\]$/

/**
 * The address at which a network fetches a media by itself. One that it surely can't reach is refused before it is asked to.
 * @param apiUrl where the network's API is: one played on a private address, such as by a simulator, reaches private addresses
 */
export function requirePublicUrl({ file, displayName, apiUrl }: { file: MediaFile; displayName: string; apiUrl: string }): string {
  const { hostname } = new URL(file.publicUrl)
  if (!isPrivate(hostname) || isPrivate(new URL(apiUrl).hostname)) return file.publicUrl
  throw new NetworkError({
    kind: 'media_rejected',
    message: `${displayName} fetches media by itself and can't reach this Flow at ${hostname}. Its operator must set FLOW_PUBLIC_URL to an address that the internet reaches; or post the text without media.`,
  })
}

const isPrivate = (hostname: string): boolean =>
  privateAddress.test(hostname) || privateName.test(hostname) || privateV6.test(hostname) || !/[.:]/.test(hostname)
