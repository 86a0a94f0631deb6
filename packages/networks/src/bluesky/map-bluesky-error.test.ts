import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { publishInput } from '../testing/publish-input.ts'
import session from './fixtures/session.json' with { type: 'json' }
import { createBluesky } from './index.ts'

const bluesky = createBluesky()
const login = { identifier: 'ada.bsky.social', appPassword: 'abcd-efgh-ijkl-mnop' }
const refusedWith = (status: number, json: unknown, headers = {}) =>
  bluesky.submit(publishInput({ credentials: { ...login, ...session }, fetch: createFakeFetch(() => ({ status, json, headers })).fetch }))

test.each([
  [400, { error: 'ExpiredToken', message: 'Token has expired' }, 'credentials_expired'],
  [400, { error: 'InvalidToken', message: 'Token could not be verified' }, 'credentials_expired'],
  [401, { error: 'AuthMissing', message: 'Authentication Required' }, 'credentials_expired'],
  [401, { error: 'AccountTakedown', message: 'Account has been taken down' }, 'permission_missing'],
  [400, { error: 'RepoDeactivated', message: 'Repo has been deactivated' }, 'permission_missing'],
  [403, { error: 'InsufficientScope', message: 'Missing scope' }, 'permission_missing'],
  [404, {}, 'permission_missing'],
  [501, { error: 'MethodNotImplemented', message: 'Method Not Implemented' }, 'permission_missing'],
  [400, { error: 'InvalidRequest', message: 'Invalid app.bsky.feed.post record: grapheme too big' }, 'content_rejected'],
  [400, { error: 'BlobTooLarge', message: 'This file is too large' }, 'media_rejected'],
  [413, { error: 'PayloadTooLarge', message: 'request entity too large' }, 'media_rejected'],
  [500, { error: 'InternalServerError', message: 'Internal Server Error' }, 'outcome_unknown'],
  [502, { error: 'UpstreamFailure', message: 'Upstream service unreachable' }, 'outcome_unknown'],
])('status %d with %j is %s', async (status, json, kind) => {
  await expect(refusedWith(status, json)).rejects.toMatchObject({ kind })
})

test('a pause is as long as Bluesky says', async () => {
  const json = { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }
  const now = Date.parse('2026-11-27T16:45:02Z')
  const headers = { date: new Date(now).toUTCString(), 'ratelimit-reset': String(now / 1_000 + 90) }
  await expect(refusedWith(429, json, headers)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 90_000 })
  await expect(refusedWith(429, json, { ...headers, 'retry-after': '7' })).rejects.toMatchObject({ retryAfterMs: 7_000 })
})

test.each([
  [401, { error: 'AuthenticationRequired', message: 'Invalid identifier or password' }, 'credentials_expired', 'app password'],
  [401, { error: 'AuthFactorTokenRequired', message: 'A sign in code has been sent to your email address' }, 'credentials_expired', 'app password'],
  [401, { error: 'AccountTakedown', message: 'Account has been taken down' }, 'permission_missing', 'closed'],
  [404, {}, 'permission_missing', 'Check the server'],
])('signing in, status %d with %j is %s', async (status, json, kind, hint) => {
  const { fetch } = createFakeFetch(() => ({ status, json }))
  await expect(bluesky.verify?.(publishInput({ credentials: login, fetch }))).rejects.toMatchObject({ kind, message: expect.stringContaining(hint) })
})
