import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { publishInput } from '../testing/publish-input.ts'
import { createMastodon } from './index.ts'

const mastodon = createMastodon()
const credentials = { server: 'https://mastodon.example', accessToken: 'token-1' }
const refusedWith = (code: number, json: unknown, headers = {}) =>
  mastodon.submit(publishInput({ credentials, fetch: createFakeFetch(() => ({ status: code, json, headers })).fetch }))

test.each([
  [401, { error: 'The access token was revoked' }, 'credentials_expired'],
  [422, { error: 'This method requires an authenticated user' }, 'credentials_expired'],
  // A gateway in front of the server, which says nothing about the token.
  [401, {}, 'permission_missing'],
  // Pleroma and Akkoma, of a wrong token and of one without the scope.
  [403, { error: 'Invalid credentials.' }, 'credentials_expired'],
  [403, { error: 'Insufficient permissions: write:statuses.' }, 'permission_missing'],
  [403, { error: 'Your login is currently disabled' }, 'permission_missing'],
  [403, { error: 'This action is outside the authorized scopes' }, 'permission_missing'],
  [404, {}, 'permission_missing'],
  [404, { error: 'The status you are trying to reply to does not appear to exist.' }, 'content_rejected'],
  [422, { error: 'Validation failed: Text character limit of 500 exceeded' }, 'content_rejected'],
  [422, { error: 'Cannot attach files that have not finished processing. Try again in a moment!' }, 'unavailable'],
  [422, { error: 'Duplicate record' }, 'outcome_unknown'],
  [413, {}, 'media_rejected'],
  [500, {}, 'outcome_unknown'],
  [503, { error: 'There was a temporary problem serving your request, please try again' }, 'outcome_unknown'],
])('status %d with %j is %s', async (code, json, kind) => {
  await expect(refusedWith(code, json)).rejects.toMatchObject({ kind })
})

test('an upload that fails is a clean failure', async () => {
  const uploading = (code: number, json: object) =>
    mastodon.submit(publishInput({ credentials, fetch: createFakeFetch(() => ({ status: code, json })).fetch, item: { media: [mediaFile()] } }))
  await expect(uploading(500, {})).rejects.toMatchObject({ kind: 'unavailable' })
  await expect(uploading(422, { error: 'Validation failed: File content type is invalid' })).rejects.toMatchObject({ kind: 'media_rejected' })
})

test('snac2 refuses a token without a word; a gateway asks for a login of its own', async () => {
  const answering = (code: number, headers = {}) =>
    mastodon.submit(publishInput({ credentials, fetch: createFakeFetch(() => ({ status: code, text: '', headers })).fetch }))
  await expect(answering(401)).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(answering(422)).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(answering(401, { 'www-authenticate': 'Basic realm="staging"' })).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('an address that leads on to another says so when it is connected', async () => {
  const headers = { location: 'https://social.example/api/v1/accounts/verify_credentials' }
  const { fetch } = createFakeFetch(() => ({ status: 301, text: '', headers }))
  await expect(mastodon.verify?.(publishInput({ credentials, fetch }))).rejects.toMatchObject({
    kind: 'permission_missing',
    message: expect.stringContaining('leads on to https://social.example.'),
  })
})

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': 'Fri, 27 Nov 2026 16:45:32 GMT' }, 30_000],
  // GoToSocial, before it wrote the time in ISO 8601.
  [{ 'x-ratelimit-reset': '1795797907' }, 5_000],
  [{ 'x-ratelimit-reset': 'soon' }, 60_000],
  [{}, 60_000],
])('the pause of %j is %d ms', async (pause, retryAfterMs) => {
  await expect(refusedWith(429, {}, { date: 'Fri, 27 Nov 2026 16:45:02 GMT', ...pause })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs })
})

test('a pause lasts until the time that the server names', async () => {
  const headers = { date: 'Fri, 27 Nov 2026 16:45:02 GMT', 'x-ratelimit-reset': '2026-11-27T16:46:02.500Z' }
  await expect(refusedWith(429, { error: 'Too many requests' }, headers)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 60_500 })
})
