import { sql, type SqlRunner } from '@flow/db'
import { capabilities, createNetworks, isPrivateHost, readNetworkSettings, type NetworkSettings } from '@flow/networks'
import { fault, good, skipped, warning, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

const day = 86_400_000
const noticeDays = 60

/** What networks ask of this Flow: API versions that go on, OAuth applications, an address from which they can fetch media. */
export async function checkNetworks({ setup, db, now }: { setup: Setup; db: SqlRunner | undefined; now: Date }): Promise<Finding[]> {
  let settings: NetworkSettings
  try {
    settings = readNetworkSettings(setup.source)
  } catch {
    return [skipped('networks', 'their settings are wrong, as said above')]
  }
  const rows = db
    ? await db.query<{ network: string }>(sql`select distinct network from connection where deleted_at is null and built_in_channel_id is null`)
    : []
  const used = new Set(rows.map(({ network }) => network))
  return [...checkVersions({ settings, used, now }), ...checkApplications({ settings, used }), ...checkPublicUrl({ setup, settings, used })]
}

function checkVersions({ settings, used, now }: { settings: NetworkSettings; used: ReadonlySet<string>; now: Date }): Finding[] {
  const ending = [...createNetworks(settings).values()].flatMap(({ network, capabilities: { apiVersion, displayName } }) => {
    if (!apiVersion?.sunsetOn) return []
    const days = Math.floor((Date.parse(apiVersion.sunsetOn) - now.getTime()) / day)
    if (days > noticeDays) return []
    const message = `version ${apiVersion.name} of ${displayName}'s API ${days < 0 ? `ended on ${apiVersion.sunsetOn}` : `ends on ${apiVersion.sunsetOn}, in ${days} days`}.`
    const told = { message, remedy: `Upgrade Flow, or set FLOW_NETWORK_API_VERSION_${suffixOf(network)} to a later version.` }
    return [days < 0 && used.has(network) ? fault('API versions', told) : warning('API versions', told)]
  })
  return ending.length > 0 ? ending : [good('API versions', `none ends within ${noticeDays} days`)]
}

function checkApplications({ settings, used }: { settings: NetworkSettings; used: ReadonlySet<string> }): Finding[] {
  const withOAuth = [...capabilities.values()].filter(({ oauth }) => oauth !== undefined)
  const [set, missing] = [withOAuth.filter(({ network }) => settings.oauth[network]), withOAuth.filter(({ network }) => !settings.oauth[network])]
  const names = (some: typeof withOAuth) => some.map(({ displayName }) => displayName).join(', ')
  const summary = `set up: ${names(set) || 'none'}${missing.length > 0 ? `; not set up: ${names(missing)}` : ''}`
  const needed = missing.filter(({ network, auth }) => auth === 'oauth' && used.has(network))
  return [
    good('OAuth applications', summary),
    ...needed.map(({ network, displayName }) =>
      fault('OAuth applications', {
        message: `${displayName} has connections and no OAuth application, so their tokens can't be renewed.`,
        remedy: `Set FLOW_OAUTH_${suffixOf(network)}_CLIENT_ID and FLOW_OAUTH_${suffixOf(network)}_CLIENT_SECRET.`,
      }),
    ),
  ]
}

function checkPublicUrl({ setup, settings, used }: { setup: Setup; settings: NetworkSettings; used: ReadonlySet<string> }): Finding[] {
  const { api } = setup.start.urls
  if (!URL.canParse(api)) return [skipped('public address', 'FLOW_PUBLIC_URL is no address, as said above')]
  if (!isPrivateHost(new URL(api).hostname)) return [good('public address', `${api} is reached from the internet, by its name`)]
  const fetching = [...capabilities.values()].filter(({ network, fetchesMedia }) => fetchesMedia && used.has(network) && !settings.baseUrls[network])
  const message = `${api} is an address that the internet does not reach`
  if (fetching.length === 0) return [good('public address', `${message}; no connected network needs one`)]
  const names = fetching.map(({ displayName }) => displayName).join(', ')
  return [
    warning('public address', {
      message: `${message}, and ${names} fetch media from it.`,
      remedy: 'Set FLOW_PUBLIC_URL to the https address at which others reach the API. Posts without media go out all the same.',
    }),
  ]
}

const suffixOf = (network: string) => network.toUpperCase().replaceAll('-', '_')
