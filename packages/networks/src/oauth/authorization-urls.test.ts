import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { capabilities } from '../capabilities.ts'
import { readNetworkSettings } from '../settings/read-network-settings.ts'
import { createOAuthClients } from './create-oauth-clients.ts'

const codeVerifier = 'v'.repeat(43)
const challenge = { code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'), code_challenge_method: 'S256' }
const shared = { response_type: 'code', client_id: 'flow', redirect_uri: 'https://flow.example/back', state: 's1' }

// What each network's own documentation asks for.
const expected: Record<string, { address: string; query: Record<string, string> }> = {
  linkedin: { address: 'https://www.linkedin.com/oauth/v2/authorization', query: { ...shared, scope: 'openid profile w_member_social' } },
  slack: {
    address: 'https://slack.com/oauth/v2/authorize',
    query: {
      ...shared,
      scope: 'chat:write,channels:read,channels:join,channels:history,files:write,files:read,groups:read,groups:history',
    },
  },
  threads: { address: 'https://threads.net/oauth/authorize', query: { ...shared, scope: 'threads_basic,threads_content_publish,threads_manage_replies' } },
  x: {
    address: 'https://x.com/i/oauth2/authorize',
    query: { ...shared, ...challenge, scope: 'tweet.read tweet.write users.read media.write offline.access' },
  },
}
const networks = [...capabilities.values()].filter(({ oauth }) => oauth !== undefined).map(({ network }) => network)

const ask = (settings: Record<string, string>) => async (network: string) => {
  const clients = createOAuthClients({ settings: readNetworkSettings(settings), fetch })
  return new URL(
    (await clients.get(network)?.begin({ state: 's1', codeVerifier, redirectUrl: 'https://flow.example/back', fields: {}, signal: AbortSignal.timeout(1_000) }))
      ?.url ?? '',
  )
}
const idOf = (network: string) => ({ [`FLOW_OAUTH_${network.toUpperCase()}_CLIENT_ID`]: 'flow' })

test.each(networks)('a person decides about %s at the address and with the query that it documents', async (network) => {
  const url = await ask(idOf(network))(network)
  const wanted = expected[network]
  if (!wanted) throw new Error(`say in this table what ${network} documents`)
  expect({ address: `${url.origin}${url.pathname}`, query: Object.fromEntries(url.searchParams) }).toEqual(wanted)
})

test.each(networks)('%s may be played elsewhere, and asked for other scopes', async (network) => {
  const suffix = network.toUpperCase()
  const settings = { ...idOf(network), [`FLOW_NETWORK_BASE_URL_${suffix}`]: 'http://127.0.0.1:9001/played/', [`FLOW_OAUTH_${suffix}_SCOPES`]: 'one two' }
  const url = await ask(settings)(network)
  expect(url.href.startsWith(`http://127.0.0.1:9001/played${new URL(capabilities.get(network)?.oauth?.authorizationUrl ?? '').pathname}?`)).toBe(true)
  expect(url.searchParams.get('scope')?.split(/[ ,]/)).toEqual(['one', 'two'])
  const { oauth } = readNetworkSettings(settings)
  expect(JSON.stringify(oauth[network]?.tokenUrl)).toContain('http://127.0.0.1:9001/played/')
})
