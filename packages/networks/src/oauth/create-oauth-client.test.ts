import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { broken, createFakeFetch } from '../testing/fake-fetch.ts'
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
const tokens = { access_token: 'a1', token_type: 'bearer', expires_in: 3_600 }
// The protocol's library sends forms, which the fake does not read.
const clientOf = (answer: Parameters<typeof createFakeFetch>[0]) => createOAuthClient({ application, fetch: createFakeFetch(answer).fetch })
const refresh = (answer: Parameters<typeof createFakeFetch>[0]) => clientOf(answer).refresh({ refreshToken: 'r1', signal: AbortSignal.timeout(1_000) })

test('the address has all the network wants, and a challenge instead of the verifier', async () => {
  const verifier = 'v'.repeat(43)
  const url = new URL(await clientOf(() => ({})).authorizationUrl({ state: 's1', codeVerifier: verifier, redirectUrl: 'https://flow.example/back' }))
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
  expect(await refresh(() => ({ json: { ...tokens, refresh_token: '' } }))).toEqual({ accessToken: 'a1', refreshToken: null, expiresInSeconds: 3_600 })
  expect(await refresh(() => ({ json: { ...tokens, refresh_token: 'r2' } }))).toMatchObject({ refreshToken: 'r2' })
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
