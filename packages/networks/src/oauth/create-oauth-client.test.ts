import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { broken, createFakeFetch } from '../testing/fake-fetch.ts'
import type { OAuthSettings } from '../settings/network-settings.ts'
import { createOAuthClient } from './create-oauth-client.ts'

const application = {
  issuer: 'https://network.example',
  authorizationUrl: 'https://network.example/authorize?prompt=select',
  tokenUrl: 'https://network.example/token',
  scopes: ['post', 'read'],
  clientAuthentication: 'client_secret_basic' as const,
  extraParameters: { access_type: 'offline' },
  clientId: 'flow',
  clientSecret: 'secret',
}
const untold = { fields: {}, signal: AbortSignal.timeout(1_000) }
const tokenAnswer = { access_token: 'a1', token_type: 'bearer', expires_in: 3_600 }
const clientOf = (answer: Parameters<typeof createFakeFetch>[0]) => createOAuthClient({ application, fetch: createFakeFetch(answer).fetch })
const refresh = (answer: Parameters<typeof createFakeFetch>[0]) =>
  clientOf(answer).refresh({ refreshToken: 'r1', credentials: {}, signal: AbortSignal.timeout(1_000) })

test('the address has all the network wants, and a challenge instead of the verifier', async () => {
  const verifier = 'v'.repeat(43)
  const url = new URL((await clientOf(() => ({})).begin({ state: 's1', codeVerifier: verifier, redirectUrl: 'https://flow.example/back', ...untold })).url)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    prompt: 'select',
    access_type: 'offline',
    response_type: 'code',
    client_id: 'flow',
    redirect_uri: 'https://flow.example/back',
    scope: 'post read',
    state: 's1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
})

test('an empty refresh token counts as none, so that the former one stays', async () => {
  expect(await refresh(() => ({ json: { ...tokenAnswer, refresh_token: '' } }))).toEqual({ accessToken: 'a1', refreshToken: null, expiresInSeconds: 3_600 })
  expect(await refresh(() => ({ json: { ...tokenAnswer, refresh_token: 'r2' } }))).toMatchObject({ refreshToken: 'r2' })
})

test('a refusal with status 200 and words of the network’s own is a refusal, and a token type of its own is no hindrance', async () => {
  const ask = (json: object) =>
    createOAuthClient({ application: { ...application, endedGrantErrors: ['invalid_code'] }, fetch: createFakeFetch(() => ({ json })).fetch }).refresh({
      refreshToken: 'r1',
      credentials: {},
      signal: AbortSignal.timeout(1_000),
    })
  await expect(ask({ ok: false, error: 'invalid_code' })).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(ask({ ok: false, error: 'bad_client_secret' })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('bad_client_secret'),
  })
  expect(await ask({ ok: true, access_token: 'xoxb-1', token_type: 'bot', scope: 'chat:write' })).toEqual({
    accessToken: 'xoxb-1',
    refreshToken: null,
    expiresInSeconds: null,
  })
})

test('only invalid_grant means that somebody must connect again', async () => {
  await expect(refresh(() => ({ status: 400, json: { error: 'invalid_grant' } }))).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(refresh(() => ({ status: 401, json: { error: 'invalid_client' } }))).rejects.toMatchObject({ kind: 'unavailable' })
  await expect(refresh(() => ({ status: 503 }))).rejects.toMatchObject({ kind: 'unavailable' })
  await expect(
    refresh(() => {
      throw broken('ECONNRESET')
    }),
  ).rejects.toMatchObject({ kind: 'unavailable' })
})

test('X and LinkedIn tell of a token that ended by a description alone', async () => {
  for (const error_description of [
    'Value passed for the token was invalid.',
    'The provided authorization grant or refresh token is invalid, expired or revoked.',
  ])
    await expect(refresh(() => ({ status: 400, json: { error: 'invalid_request', error_description } }))).rejects.toMatchObject({ kind: 'credentials_expired' })
  const other = { error: 'invalid_request', error_description: 'Missing required parameter' }
  await expect(refresh(() => ({ status: 400, json: other }))).rejects.toMatchObject({ kind: 'unavailable' })
})

const exchangeWith = (change: Partial<OAuthSettings>, answer: Parameters<typeof createFakeFetch>[0]) => {
  const { fetch, ...asked } = createFakeFetch(answer)
  const client = createOAuthClient({ application: { ...application, ...change }, fetch })
  const parameters = new URLSearchParams({ code: 'c1', state: 's1' })
  const input = {
    parameters,
    state: 's1',
    codeVerifier: 'v'.repeat(43),
    redirectUrl: 'https://flow.example/back',
    notes: {},
    signal: AbortSignal.timeout(1_000),
  }
  return { ...asked, client, tokens: client.exchange(input) }
}

test('a secret is written so that those who read escapes and those who don’t read the same', async () => {
  const { headers, calls, tokens } = exchangeWith({ clientSecret: 's-e_c.r~et' }, () => ({ json: { ...tokenAnswer, refresh_token: 'r1' } }))
  expect(await tokens).toEqual({ accessToken: 'a1', refreshToken: 'r1', expiresInSeconds: 3_600 })
  expect(headers[0]?.get('authorization')).toBe(`Basic ${btoa('flow:s-e_c.r~et')}`)
  expect(calls[0]?.body).toMatchObject({ grant_type: 'authorization_code', code: 'c1', code_verifier: 'v'.repeat(43) })
})

test('without PKCE neither the address nor the exchange speaks of it; a missing token type and an ID token are no trouble', async () => {
  const answer = () => ({ json: { access_token: 'a1', expires_in: 5_184_000, id_token: 'not.a.jwt' } })
  const { client, calls, tokens } = exchangeWith({ pkce: 'none', scopeSeparator: ',', clientAuthentication: 'client_secret_post' }, answer)
  expect(await tokens).toEqual({ accessToken: 'a1', refreshToken: null, expiresInSeconds: 5_184_000 })
  expect(calls[0]?.body).toEqual({
    grant_type: 'authorization_code',
    code: 'c1',
    redirect_uri: 'https://flow.example/back',
    client_id: 'flow',
    client_secret: 'secret',
  })
  const url = new URL((await client.begin({ state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl: 'https://flow.example/back', ...untold })).url)
  expect(url.searchParams.get('scope')).toBe('post,read')
  expect([...url.searchParams.keys()].filter((name) => name.startsWith('code_'))).toEqual([])
})

test('a short-lived token is exchanged for a long-lived one, which is renewed with itself and never lost', async () => {
  const longLived = {
    exchangeUrl: 'https://network.example/access_token',
    exchangeGrantType: 'th_exchange_token',
    refreshUrl: 'https://network.example/refresh_access_token',
    refreshGrantType: 'th_refresh_token',
  }
  const change: Partial<OAuthSettings> = { longLived, pkce: 'none', clientAuthentication: 'client_secret_post' }
  const { client, calls, tokens } = exchangeWith(change, ({ url }) => {
    if (url.endsWith('/token')) return { json: { access_token: 'short', user_id: 17841405793187218 } }
    return { json: { access_token: url.includes('/refresh') ? 'long2' : 'long1', token_type: 'bearer', expires_in: 5_183_944 } }
  })
  expect(await tokens).toEqual({ accessToken: 'long1', refreshToken: 'long1', expiresInSeconds: 5_183_944 })
  expect(calls[1]?.url).toBe('https://network.example/access_token?grant_type=th_exchange_token&client_secret=secret&access_token=short')
  expect(await client.refresh({ refreshToken: 'long1', credentials: {}, signal: AbortSignal.timeout(1_000) })).toEqual({
    accessToken: 'long2',
    refreshToken: 'long2',
    expiresInSeconds: 5_183_944,
  })
  expect(calls[2]?.url).toBe('https://network.example/refresh_access_token?grant_type=th_refresh_token&access_token=long1')
  const refused = (json: object) =>
    createOAuthClient({ application: { ...application, ...change }, fetch: createFakeFetch(() => ({ status: 400, json })).fetch })
  const renew = (json: object) => refused(json).refresh({ refreshToken: 'long1', credentials: {}, signal: AbortSignal.timeout(1_000) })
  await expect(renew({ error: { code: 190, message: 'Session has expired' } })).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(renew({ error: { code: 2 } })).rejects.toMatchObject({ kind: 'unavailable', message: expect.not.stringContaining('long1') })
})
