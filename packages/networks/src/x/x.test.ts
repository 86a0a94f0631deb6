import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import created from './fixtures/created.json' with { type: 'json' }
import me from './fixtures/me.json' with { type: 'json' }
import problems from './fixtures/problems.json' with { type: 'json' }
import timeline from './fixtures/timeline.json' with { type: 'json' }
import { createX } from './index.ts'

const x = createX()
const credentials = { accessToken: 'the-secret-token' }
const connection = { remoteId: '2244994945', handle: '@flownews' }
const answering = (status: number, json: unknown, headers?: Record<string, string>) =>
  createFakeFetch(() => ({ status, json, ...(headers ? { headers } : {}) }))
const submitWith = (...answer: Parameters<typeof answering>) => x.submit(publishInput({ credentials, fetch: answering(...answer).fetch, connection }))
const sent = async (item: Parameters<typeof publishInput>[0]) => {
  const { fetch, calls } = answering(201, created)
  await x.submit(publishInput({ credentials, fetch, connection, ...item }))
  return calls.at(-1)?.body
}

test('an account is who X says, and one that pays takes longer texts', async () => {
  const { fetch, calls, headers } = answering(200, me)
  const account = { remoteId: '2244994945', handle: '@flownews', displayName: 'Flow News', url: 'https://x.com/flownews', expiresAt: null }
  expect(await x.verify?.(publishInput({ credentials, fetch }))).toEqual({ ...account, limits: {} })
  expect(calls).toEqual([{ url: 'https://api.x.com/2/users/me?user.fields=name,username,verified_type,subscription_type', method: 'GET', body: undefined }])
  expect(headers[0]?.get('authorization')).toBe('Bearer the-secret-token')
  const paying = { data: { ...me.data, verified_type: 'blue', subscription_type: 'Premium' } }
  expect(await x.verify?.(publishInput({ credentials, fetch: answering(200, paying).fetch }))).toMatchObject({ limits: { text: { max: 25_000 } } })
})

test('a post is its text, and its address the account’s', async () => {
  const { fetch, calls } = answering(201, created)
  expect(await x.submit(publishInput({ credentials, fetch, connection }))).toEqual({
    remoteId: '1445880548472328192',
    url: 'https://x.com/flownews/status/1445880548472328192',
  })
  expect(calls).toEqual([{ url: 'https://api.x.com/2/tweets', method: 'POST', body: { text: 'Hello from Flow!' } }])
})

test('parts and first comments reply to what is before them; options belong to the beginning', async () => {
  const parent = { remoteId: '11', url: null }
  const options = { replySettings: 'following' }
  const reply = { text: 'Hello from Flow!', reply: { in_reply_to_tweet_id: '11' } }
  expect(await sent({ item: { kind: 'part', parent, root: parent, options } })).toEqual(reply)
  expect(await sent({ item: { kind: 'comment', parent, root: parent, options } })).toEqual(reply)
})

test('options say who may reply, what is quoted and asked, and what is marked', async () => {
  const quoteUrl = 'https://twitter.com/someone/status/99?s=20'
  expect(await sent({ item: { options: { replySettings: 'verified', quoteUrl, madeWithAi: true, paidPartnership: true } } })).toEqual({
    text: 'Hello from Flow!',
    reply_settings: 'verified',
    quote_tweet_id: '99',
    made_with_ai: true,
    paid_partnership: true,
  })
  expect(await sent({ item: { options: { pollOptions: ['Yes', 'No'], pollMinutes: 60, madeWithAi: false } } })).toEqual({
    text: 'Hello from Flow!',
    poll: { options: ['Yes', 'No'], duration_minutes: 60 },
  })
})

test.each([
  [{ quoteUrl: 'https://x.com.example.org/a/status/1' }, /quoteUrl/],
  [{ pollOptions: ['Only one'] }, /pollOptions/],
  [{ pollOptions: ['a', 'b'], quoteUrl: 'https://x.com/a/status/1' }, /pollOptions/],
])('what does not go together is refused before any call: %j', async (options, message) => {
  const refusal = await x.submit(publishInput({ credentials, item: { options } })).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ kind: 'content_rejected', message: expect.stringMatching(message) })
})

test.each([
  [401, 'expired', 'credentials_expired'],
  [403, 'duplicate', 'content_rejected'],
  [403, 'suspended', 'permission_missing'],
  [403, 'notPermitted', 'permission_missing'],
  [403, 'tooLong', 'content_rejected'],
  [403, 'notEnrolled', 'unavailable'],
  [400, 'invalid', 'content_rejected'],
  [400, 'badMedia', 'media_rejected'],
  [402, 'noCredits', 'rate_limited'],
  [429, 'capped', 'rate_limited'],
  [503, 'overCapacity', 'outcome_unknown'],
] as const)('status %d, %s, is %s', async (status, name, kind) => {
  const error = await submitWith(status, problems[name]).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ kind, message: expect.not.stringContaining(credentials.accessToken) })
})

test('a pause lasts until X’s own reset, by X’s own clock', async () => {
  const headers = { 'x-rate-limit-reset': '1900000090', date: new Date(1_900_000_000_000).toUTCString() }
  await expect(submitWith(429, problems.tooMany, headers)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 90_000 })
})

test('an earlier attempt is found by its text, its long text, its parent or its media', async () => {
  const { fetch, calls } = answering(200, timeline)
  const probe = (input: Parameters<typeof publishInput>[0]) => x.probe(publishInput({ credentials, fetch, connection, ...input }))
  const parent = { remoteId: '1445880548472328192', url: null }
  expect(await probe({})).toEqual({ remoteId: '1445880548472328192', url: 'https://x.com/flownews/status/1445880548472328192' })
  expect(calls[0]?.url).toMatch(/^https:\/\/api\.x\.com\/2\/users\/2244994945\/tweets\?max_results=20&start_time=2026-11-24T08%3A59%3A00Z&/)
  expect(await probe({ item: { text: 'Fish & chips https://flow.example/menu' } })).toMatchObject({ remoteId: '1445880548472328200' })
  expect(await probe({ item: { text: 'The beginning of a long post, and its end' } })).toMatchObject({ remoteId: '1445880548472328198' })
  expect(await probe({ item: { kind: 'part', text: 'A part', parent } })).toMatchObject({ remoteId: '1445880548472328199' })
  expect(await probe({ item: { kind: 'part', text: 'A part', parent: { remoteId: '5', url: null } } })).toBeUndefined()
  expect(await probe({ item: { text: 'Something else' } })).toBeUndefined()
  await expect(x.probe(publishInput({ credentials, fetch: answering(503, {}).fetch, connection }))).rejects.toMatchObject({ kind: 'unavailable' })
})

test('a duplicate is our own earlier attempt where one was begun and X shows it; else it is refused', async () => {
  const { fetch, calls } = createFakeFetch(({ method }) => (method === 'POST' ? { status: 403, json: problems.duplicate } : { json: timeline }))
  await expect(x.submit(publishInput({ credentials, fetch, connection }))).rejects.toMatchObject({ kind: 'content_rejected' })
  expect(calls).toHaveLength(1)
  const begun = () => memoryProgress({ sending: 'begun' })
  expect(await x.submit(publishInput({ credentials, fetch, connection, progress: begun() }))).toMatchObject({ remoteId: '1445880548472328192' })
  const other = publishInput({ credentials, fetch, connection, progress: begun(), item: { text: 'Older than the window' } })
  await expect(x.submit(other)).rejects.toMatchObject({ kind: 'content_rejected' })
  const silent = createFakeFetch(({ method }) => (method === 'POST' ? { status: 403, json: problems.duplicate } : { status: 503 }))
  await expect(x.submit(publishInput({ credentials, fetch: silent.fetch, connection, progress: begun() }))).rejects.toMatchObject({ kind: 'outcome_unknown' })
})

test('an attempt that was clearly refused is not taken for one that may be out', async () => {
  const saved: Record<string, string> = {}
  const attempt = (fetch: typeof globalThis.fetch) => x.submit(publishInput({ credentials, fetch, connection, progress: memoryProgress(saved) }))
  await expect(attempt(answering(429, problems.tooMany).fetch)).rejects.toMatchObject({ kind: 'rate_limited' })
  expect(saved.sending).toBe('refused')
  await expect(attempt(answering(503, problems.overCapacity).fetch)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(saved.sending).toBe('begun')
  // What was open stays open, whatever a later attempt is told.
  await expect(attempt(answering(429, problems.tooMany).fetch)).rejects.toMatchObject({ kind: 'rate_limited' })
  expect(saved.sending).toBe('begun')
})
