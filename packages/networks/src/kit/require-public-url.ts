import { NetworkError } from '../port/network-error.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { isPrivateHost } from './is-private-host.ts'

/**
 * The address at which a network fetches a media by itself. One that it surely can't reach is refused before it is asked to.
 * @param apiUrl where the network's API is: one played on a private address, such as by a simulator, reaches private addresses
 */
export function requirePublicUrl({ file, displayName, apiUrl }: { file: MediaFile; displayName: string; apiUrl: string }): string {
  const { hostname } = new URL(file.publicUrl)
  if (!isPrivateHost(hostname) || isPrivateHost(new URL(apiUrl).hostname)) return file.publicUrl
  throw new NetworkError({
    kind: 'media_rejected',
    message: `${displayName} fetches media by itself and can't reach this Flow at ${hostname}. Its operator must set FLOW_PUBLIC_URL to an address that the internet reaches; or post the text without media.`,
  })
}
