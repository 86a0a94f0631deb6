import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export type OAuthProvider = {
  /** The setting FLOW_OAUTH_TEST_PROVIDER. */
  setting: string
  /** Begins to answer, once it is known where the browser goes back to. */
  open: (input: { redirectUrl: string }) => void
  /** Whether the person says no. */
  decision: { isDenied: boolean }
  /** Follows an address as a browser does, cookies included, up to the page that redirects no more. */
  browse: (url: string) => Promise<{ url: string; status: number; headers: Headers; text: string }>
  stop: () => Promise<void>
}

const clientSecret = 'oauth-client-secret'

/** A real OAuth provider over HTTP, whose person decides at once. */
export async function startOAuthProvider(): Promise<OAuthProvider> {
  let handle: ((request: IncomingMessage, response: ServerResponse) => unknown) | undefined
  const server = createServer((request, response) => (handle ? handle(request, response) : response.writeHead(503).end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, so its address is one.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const decision = { isDenied: false }
  return {
    setting: JSON.stringify({ issuer, authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, clientId: 'flow', clientSecret, scopes: 'post' }),
    decision,
    open: ({ redirectUrl }) => {
      const provider = createProvider({ issuer, redirectUrl })
      const answer = provider.callback()
      handle = (request, response) => (request.url?.startsWith('/decide/') ? decide({ provider, request, response, decision }) : answer(request, response))
    },
    browse: createBrowser(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function createProvider({ issuer, redirectUrl }: { issuer: string; redirectUrl: string }): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'flow',
        client_secret: clientSecret,
        redirect_uris: [redirectUrl],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    scopes: ['post'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/decide/${interaction.uid}` },
    cookies: { keys: ['a-key-for-this-test'] },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    ttl: { Interaction: 600, Session: 600, Grant: 3_600, AccessToken: 3_600, RefreshToken: 3_600 },
    issueRefreshToken: () => true,
    rotateRefreshToken: () => true,
  })
}

async function decide({
  provider,
  request,
  response,
  decision,
}: {
  provider: Provider
  request: IncomingMessage
  response: ServerResponse
  decision: { isDenied: boolean }
}): Promise<void> {
  const { prompt, session, params } = await provider.interactionDetails(request, response)
  if (decision.isDenied) return provider.interactionFinished(request, response, { error: 'access_denied' })
  if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: 'anna' } })
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) })
  grant.addOIDCScope('post')
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}

function createBrowser(): OAuthProvider['browse'] {
  const cookies = new Map<string, string>()
  return async (start) => {
    let url = start
    for (let step = 0; step < 15; step++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (name !== undefined && value !== undefined) cookies.set(name, value)
      }
      const { status, headers } = response
      const text = await response.text()
      const location = headers.get('location')
      const next = location === null ? undefined : new URL(location, url)
      // What lies outside this machine is where the person ends up.
      if (!next || !['127.0.0.1', 'localhost'].includes(next.hostname)) return { url: next?.href ?? url, status, headers, text }
      next.hostname = '127.0.0.1'
      url = next.href
    }
    throw new Error('the browser was sent round in circles')
  }
}
