import { expect, test } from 'vitest'
import { createFakeFetch, type FakeAnswer } from '../testing/fake-fetch.ts'
import { publishInput } from '../testing/publish-input.ts'
import { createMastodon } from './index.ts'

const mastodon = createMastodon()
const redirectUrl = 'https://flow.example/back'
const documentUrl = 'https://flow.example/oauth/mastodon/client-metadata.json'
const { signal } = publishInput()
const token: FakeAnswer = { json: { access_token: 'token-2', token_type: 'Bearer', scope: 'read', created_at: 1 } }

/** A server that answers so to a token request, and how Flow asks it. */
function serverWith(answer: () => FakeAnswer) {
  let registered = 0
  const fake = createFakeFetch(({ url }) => {
    if (url.endsWith('/oauth/token')) return answer()
    registered += 1
    return { json: { id: '1', name: 'Flow', client_id: `client-${registered}`, client_secret: 'secret-1', redirect_uri: redirectUrl } }
  })
  const ask = async (application: string | null, to = redirectUrl) => {
    const { fetch } = fake
    const common = { server: 'https://mastodon.example/', documentUrl, fetch, openSocket: () => new WebSocket(''), signal }
    const asked = await mastodon.oauthAt?.({ ...common, redirectUrl: to, application })
    if (!asked) throw new Error('Mastodon has an OAuth of each server')
    return asked
  }
  return { ask, calls: fake.calls, count: () => registered }
}

test('Flow registers at a server once, and again where people come back to another address', async () => {
  const { ask, calls, count } = serverWith(() => token)
  const first = await ask(null)
  expect(calls[0]?.body).toEqual({ client_name: 'Flow', redirect_uris: redirectUrl, scopes: 'read:accounts read:statuses write:statuses write:media' })
  expect(JSON.parse(first.application)).toEqual({ client_id: 'client-1', client_secret: 'secret-1', redirect_uri: redirectUrl })
  const second = await ask(first.application)
  expect([count(), second.application]).toEqual([1, first.application])
  const url = new URL((await second.client.begin({ state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl, fields: {}, signal })).url)
  expect(url.origin + url.pathname).toBe('https://mastodon.example/oauth/authorize')
  expect(url.searchParams.get('client_id')).toBe('client-1')
  await ask(first.application, 'https://flow.example/other')
  expect(count()).toBe(2)
  const parameters = new URLSearchParams({ code: 'c1', state: 's1' })
  expect(await second.client.exchange({ parameters, state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl, notes: {}, signal })).toEqual({
    accessToken: 'token-2',
    refreshToken: null,
    expiresInSeconds: null,
  })
})

test.each<[string, FakeAnswer, boolean]>([
  ['Mastodon', { status: 401, json: { error: 'invalid_client', error_description: 'Client authentication failed due to unknown client' } }, true],
  ['Pleroma', { status: 400, json: { error: 'Invalid credentials' } }, true],
  ['snac2, which says nothing of why', { status: 400, text: '' }, false],
  ['one that has no such grant', { status: 400, json: { error: 'unsupported_grant_type' } }, false],
  ['one that is not in order', { status: 503, text: 'Bad gateway' }, false],
])('whether an application is registered anew is heard from %s', async (_, answer, isForgotten) => {
  const { ask, calls, count } = serverWith(() => answer)
  const { application } = await ask(null)
  const again = await ask(application)
  expect(calls[1]?.body).toMatchObject({ grant_type: 'client_credentials', client_id: 'client-1', client_secret: 'secret-1' })
  expect([count(), again.application === application]).toEqual(isForgotten ? [2, false] : [1, true])
})

test('a server inside a private network may sign people in over http', async () => {
  const { fetch } = createFakeFetch(({ url }) => (url.endsWith('/oauth/token') ? token : { json: { client_id: 'client-1', client_secret: 's' } }))
  const exchanging = async (server: string) => {
    const asked = await mastodon.oauthAt?.({ server, redirectUrl, documentUrl, application: null, fetch, openSocket: () => new WebSocket(''), signal })
    const parameters = new URLSearchParams({ code: 'c1', state: 's1' })
    return asked?.client.exchange({ parameters, state: 's1', codeVerifier: 'v'.repeat(43), redirectUrl, notes: {}, signal })
  }
  for (const server of ['http://gotosocial:8080', 'http://192.168.1.7', 'http://localhost:3000']) {
    expect(await exchanging(server)).toMatchObject({ accessToken: 'token-2' })
  }
  await expect(exchanging('http://social.example.com')).rejects.toMatchObject({ kind: 'unavailable' })
})
