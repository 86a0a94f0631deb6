import { capabilities } from '../capabilities.ts'
import { atBaseUrl } from './at-base-url.ts'
import type { NetworkSettings, OAuthSettings } from './network-settings.ts'
import { readTestProvider } from './read-test-provider.ts'

type Source = Readonly<Record<string, string | undefined>>

/**
 * Reads FLOW_NETWORK_BASE_URL_<NETWORK>, FLOW_NETWORK_API_VERSION_<NETWORK>, FLOW_OAUTH_<NETWORK>_CLIENT_ID with _CLIENT_SECRET and _SCOPES (instead of those
 * Flow asks for), and FLOW_OAUTH_TEST_PROVIDER.
 * @throws Error that names each setting that is wrong, a line each
 */
export function readNetworkSettings(source: Source): NetworkSettings {
  const problems: string[] = []
  const baseUrls: Record<string, string> = {}
  const apiVersions: Record<string, string> = {}
  const oauth: Record<string, OAuthSettings> = {}
  for (const { network, oauth: definition } of capabilities.values()) {
    const suffix = network.toUpperCase().replaceAll('-', '_')
    const baseUrl = source[`FLOW_NETWORK_BASE_URL_${suffix}`]
    if (baseUrl && !URL.canParse(baseUrl)) problems.push(`FLOW_NETWORK_BASE_URL_${suffix} must be an address, such as http://localhost:9000`)
    if (baseUrl) baseUrls[network] = baseUrl.replace(/\/$/, '')
    const apiVersion = source[`FLOW_NETWORK_API_VERSION_${suffix}`]
    if (apiVersion && !/^[\w.-]+$/.test(apiVersion)) problems.push(`FLOW_NETWORK_API_VERSION_${suffix} must be a version as the network writes it`)
    if (apiVersion) apiVersions[network] = apiVersion
    const clientId = source[`FLOW_OAUTH_${suffix}_CLIENT_ID`]
    if (definition && clientId) {
      const clientSecret = source[`FLOW_OAUTH_${suffix}_CLIENT_SECRET`] || null
      const scopes = source[`FLOW_OAUTH_${suffix}_SCOPES`]?.split(/[\s,]+/).filter((scope) => scope !== '') ?? []
      const here = baseUrl && URL.canParse(baseUrl) ? atBaseUrl({ definition, baseUrl: baseUrl.replace(/\/$/, '') }) : definition
      oauth[network] = { ...here, ...(scopes.length > 0 ? { scopes } : {}), clientId, clientSecret }
    }
  }
  const testProvider = source.FLOW_OAUTH_TEST_PROVIDER
  if (testProvider) {
    const provider = readTestProvider(testProvider)
    // The sandbox is reached by test keys alone, so no live connection can come of it.
    if (provider) oauth.sandbox = provider
    else problems.push('FLOW_OAUTH_TEST_PROVIDER must be JSON with the texts issuer, authorizationUrl, tokenUrl, clientId and clientSecret')
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return { baseUrls, apiVersions, oauth }
}
