import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { createOAuthClient } from '../oauth/create-oauth-client.ts'
import type { NetworkAdapter } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { mastodonCapabilities } from './capabilities.ts'
import { trimServer } from './credentials.ts'
import { mapMastodonError } from './map-mastodon-error.ts'

type OAuthAt = NonNullable<NetworkAdapter['oauthAt']>
type Application = { clientId: string; clientSecret: string | null; redirectUrl: string }

const scopes = ['read:accounts', 'read:statuses', 'write:statuses', 'write:media']

/** The OAuth of one server, at which Flow registers itself, once for each address that people come back to. */
export const mastodonOAuthAt: OAuthAt = async ({ server: given, redirectUrl, application, fetch, signal }) => {
  const server = trimServer(given)
  const kept = application === null ? null : readApplication(application)
  const isGood = kept?.redirectUrl === redirectUrl && !(await isForgotten({ application: kept, server, fetch, signal }))
  const known = isGood ? kept : await register({ server, redirectUrl, fetch, signal })
  const client = createOAuthClient({
    fetch,
    application: {
      issuer: server,
      authorizationUrl: `${server}/oauth/authorize`,
      tokenUrl: `${server}/oauth/token`,
      scopes,
      clientAuthentication: 'client_secret_post',
      extraParameters: {},
      clientId: known.clientId,
      clientSecret: known.clientSecret,
    },
  })
  return { client, application: JSON.stringify({ client_id: known.clientId, client_secret: known.clientSecret, redirect_uri: redirectUrl }) }
}

/** https://docs.joinmastodon.org/methods/apps/#create */
async function register({
  server,
  redirectUrl,
  fetch,
  signal,
}: Pick<Parameters<OAuthAt>[0], 'server' | 'redirectUrl' | 'fetch' | 'signal'>): Promise<Application> {
  const answer = await callNetwork({
    fetch,
    signal,
    displayName: mastodonCapabilities.displayName,
    url: `${server}/api/v1/apps`,
    method: 'POST',
    json: { client_name: 'Flow', redirect_uris: redirectUrl, scopes: scopes.join(' ') },
    isWrite: false,
  })
  if (answer.status < 200 || answer.status > 299) throw mapMastodonError({ answer, step: 'read' })
  const registered = readObject(answer.json)
  const clientId = readText(registered.client_id)
  if (clientId === null)
    throw new NetworkError({ kind: 'unavailable', message: 'The Mastodon server did not take Flow as an application. Try again in a while.' })
  return { clientId, clientSecret: readText(registered.client_secret), redirectUrl }
}

/** Whether the server says that it has no such application: it was set up anew, or swept it out. Any other answer leaves it as it is. */
async function isForgotten({
  application: { clientId, clientSecret, redirectUrl },
  server,
  fetch,
  signal,
}: Pick<Parameters<OAuthAt>[0], 'server' | 'fetch' | 'signal'> & { application: Application }): Promise<boolean> {
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret ?? '', redirect_uri: redirectUrl, scope: 'read:accounts' }
  const { displayName } = mastodonCapabilities
  const asking = { fetch, signal, displayName, url: `${server}/oauth/token`, method: 'POST', body: new URLSearchParams(grant), isWrite: false } as const
  const { status, json } = await callNetwork(asking)
  const error = readText(readObject(json).error) ?? ''
  // The second is how Pleroma and Akkoma put it.
  return (status === 400 || status === 401) && /^invalid[_ ](?:client|credentials)\b/i.test(error)
}

function readApplication(text: string): Application | null {
  try {
    const kept = readObject(JSON.parse(text))
    const [clientId, redirectUrl] = [readText(kept.client_id), readText(kept.redirect_uri)]
    return clientId === null || redirectUrl === null ? null : { clientId, clientSecret: readText(kept.client_secret), redirectUrl }
  } catch {
    return null
  }
}
