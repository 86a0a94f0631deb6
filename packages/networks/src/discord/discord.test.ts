import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { publishInput } from '../testing/publish-input.ts'
import message from './fixtures/message.json' with { type: 'json' }
import webhook from './fixtures/webhook.json' with { type: 'json' }
import { createDiscord } from './index.ts'

const discord = createDiscord()
const credentials = { webhookUrl: 'https://discord.com/api/webhooks/223704706495545344/abc-DEF_123' }
const address = 'https://discord.com/api/v10/webhooks/223704706495545344/abc-DEF_123'
const answering = (status: number, json: unknown) => createFakeFetch(() => ({ status, json }))
const submitWith = (status: number, json: unknown) => discord.submit(publishInput({ credentials, fetch: answering(status, json).fetch }))

test('a webhook says which channel it posts to', async () => {
  const { fetch, calls } = answering(200, webhook)
  expect(await discord.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: '223704706495545344',
    handle: null,
    displayName: 'Flow news',
    url: 'https://discord.com/channels/199737254929760255/199737254929760256',
    expiresAt: null,
  })
  expect(calls).toEqual([{ url: address, method: 'GET', body: undefined }])
})

test('a post is sent as text that pings nobody, and its address is in the channel', async () => {
  const { fetch, calls } = answering(200, message)
  const connection = { id: 'conn_1', publicUrl: 'https://discord.com/channels/199737254929760255/199737254929760256' }
  expect(await discord.submit(publishInput({ credentials, fetch, connection, item: { text: 'Hello @everyone' } }))).toEqual({
    remoteId: message.id,
    url: `https://discord.com/channels/199737254929760255/199737254929760256/${message.id}`,
  })
  expect(calls).toEqual([{ url: `${address}?wait=true`, method: 'POST', body: { content: 'Hello @everyone', allowed_mentions: { parse: [] } } }])
})

test.each([
  [404, { message: 'Unknown Webhook', code: 10_015 }, 'credentials_expired'],
  [401, { message: 'Invalid Webhook Token', code: 50_027 }, 'credentials_expired'],
  [401, { message: '401: Unauthorized', code: 0 }, 'permission_missing'],
  [403, { message: 'Missing Permissions', code: 50_013 }, 'permission_missing'],
  [400, { message: 'Invalid Form Body', code: 50_035, errors: {} }, 'content_rejected'],
  [413, { message: 'Request entity too large', code: 40_005 }, 'media_rejected'],
  [502, undefined, 'outcome_unknown'],
])('status %d with %j is %s', async (status, json, kind) => {
  await expect(submitWith(status, json)).rejects.toMatchObject({ kind })
})

test('a pause is as long as Discord says', async () => {
  await expect(submitWith(429, { message: 'You are being rate limited.', retry_after: 1.337, global: false })).rejects.toMatchObject({
    kind: 'rate_limited',
    retryAfterMs: 1_337,
  })
})

test('an answer without a message id leaves the outcome open', async () => {
  await expect(submitWith(200, {})).rejects.toMatchObject({ kind: 'outcome_unknown' })
})

test('only what looks like a webhook of Discord is one', () => {
  const [field] = discord.capabilities.credentialFields
  const pattern = new RegExp(field?.pattern ?? '')
  expect(pattern.test('https://canary.discord.com/api/v10/webhooks/1/a-b_C')).toBe(true)
  for (const text of [
    'http://discord.com/api/webhooks/1/a',
    'https://discord.com.example.org/api/webhooks/1/a',
    'https://example.org/?https://discord.com/api/webhooks/1/a',
    'https://discord.com@example.org/api/webhooks/1/a',
    'https://discord.com/api/webhooks/1/a?x=1',
  ])
    expect(pattern.test(text), text).toBe(false)
})
