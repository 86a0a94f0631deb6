import { sql, type OauthApplication } from '@flow/db'
import type { NetworkAdapter, OAuthClient } from '@flow/networks/port'
import type { Connector } from './connector.ts'
import { openStored } from './open-stored.ts'
import { documentUrl } from './oauth-state.ts'
import { reach } from './reach.ts'

const timeoutMs = 15_000
// Mastodon sweeps applications out that were never used, after a day.
const unusedFor = '1 hour'

// No server's address: one application for all of them, which none of them keeps and none forgets.
const everywhere = '*'

type Place = { network: string; server: string; redirectUrl: string }

/**
 * The OAuth of one server. Flow registers there the first time, and is known there from then on, whoever connects.
 * @throws NetworkError only
 */
export async function oauthAtServer({
  connector,
  adapter,
  server,
  redirectUrl,
}: {
  connector: Connector
  adapter: NetworkAdapter
  server: string
  redirectUrl: string
}): Promise<OAuthClient> {
  const { network, oauthAt } = adapter
  if (!oauthAt) throw new Error(`${network} has no OAuth of single servers`)
  const place = { network, server: adapter.describeApplication ? everywhere : server, redirectUrl }
  const ask = (application: string | null) =>
    oauthAt({ server, redirectUrl, documentUrl: documentUrl(place), application, ...reach({ connector, adapter }), signal: AbortSignal.timeout(timeoutMs) })
  const known = await readApplication({ connector, place })
  const { client, application } = await ask(known?.text ?? null)
  // Another one for a known one: the server has forgotten that, as one that was set up anew has.
  if (application === known?.text || (await keepApplication({ connector, place, application, replaced: known?.sealed ?? null }))) return client
  // Somebody else has registered meanwhile. A code is taken from the application it was given to alone, so all use the one that is kept.
  return (await ask((await readApplication({ connector, place }))?.text ?? null)).client
}

/** What servers read of Flow, where the network's servers do that; `null` where they don't, or where nobody has begun a way yet. */
export async function describeOAuthApplication({
  connector,
  network,
  redirectUrl,
}: {
  connector: Connector
  network: string
  redirectUrl: string
}): Promise<object | null> {
  const describe = connector.networks.get(network)?.describeApplication
  const place = { network, server: everywhere, redirectUrl }
  const application = describe ? ((await readApplication({ connector, place }))?.text ?? null) : null
  return describe && application !== null ? describe({ application, redirectUrl, documentUrl: documentUrl(place) }) : null
}

/** Records that the server gave tokens for it: it is known there, and stays. */
export async function confirmApplication({ connector, network, server, redirectUrl }: Place & { connector: Connector }): Promise<void> {
  await connector.db.execute(sql`
    update oauth_application set confirmed_at = now()
    where network = ${network} and server = ${server} and redirect_url = ${redirectUrl} and confirmed_at is null`)
}

/** As the sealed application is bound to its row. */
export const placeOf = ({ network, server, redirectUrl }: Place): string => `${network} ${server} ${redirectUrl}`

async function readApplication({ connector, place }: { connector: Connector; place: Place }): Promise<{ text: string; sealed: Buffer } | null> {
  const { network, server, redirectUrl } = place
  const [row] = await connector.db.query<Pick<OauthApplication, 'sealed'>>(sql`
    select sealed from oauth_application where network = ${network} and server = ${server} and redirect_url = ${redirectUrl}
      and (server = ${everywhere} or confirmed_at is not null or created_at > now() - ${unusedFor}::interval)`)
  if (!row) return null
  const sealed = Buffer.from(row.sealed)
  return { text: openStored(() => connector.sealer.open({ sealed, boundTo: placeOf(place) })), sealed }
}

async function keepApplication({
  connector,
  place,
  application,
  replaced,
}: {
  connector: Connector
  place: Place
  application: string
  replaced: Buffer | null
}): Promise<boolean> {
  const { network, server, redirectUrl } = place
  const sealed = connector.sealer.seal({ text: application, boundTo: placeOf(place) })
  const changed = await connector.db.execute(sql`
    insert into oauth_application (network, server, redirect_url, sealed) values (${network}, ${server}, ${redirectUrl}, ${sealed})
    on conflict (network, server, redirect_url) do update set sealed = excluded.sealed, created_at = now(), confirmed_at = null
    where oauth_application.server <> ${everywhere} and (oauth_application.sealed = ${replaced}::bytea
      or oauth_application.confirmed_at is null and oauth_application.created_at <= now() - ${unusedFor}::interval)`)
  return changed === 1
}
