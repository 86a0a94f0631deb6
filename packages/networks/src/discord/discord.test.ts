import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { formOf } from '../testing/form-of.ts'
import { mediaFile } from '../testing/media-file.ts'
import { publishInput } from '../testing/publish-input.ts'
import channel from './fixtures/channel.json' with { type: 'json' }
import me from './fixtures/me.json' with { type: 'json' }
import history from './fixtures/messages.json' with { type: 'json' }
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

const bot = { botToken: 'a-token-of.the.bot-for-tests', channelId: channel.id }
const messages = `https://discord.com/api/v10/channels/${channel.id}/messages`
const place = { publicUrl: `https://discord.com/channels/${channel.guild_id}/${channel.id}` }

test('what is missing of the credentials is named', async () => {
  const failing = async (credentials: Record<string, string>) => discord.submit(publishInput({ credentials })).catch((error: Error) => error.message)
  expect(await failing({})).toBe('Give webhookUrl, or botToken together with channelId.')
  expect(await failing({ botToken: bot.botToken })).toContain('channelId is missing')
  expect(await failing({ channelId: bot.channelId })).toContain('botToken is missing')
})

test('a bot says which channel it posts to; a forum takes no messages', async () => {
  const { fetch, calls, headers } = createFakeFetch(({ url }) => ({ json: url.endsWith('@me') ? me : channel }))
  expect(await discord.verify?.(publishInput({ credentials: bot, fetch }))).toEqual({
    remoteId: channel.id,
    handle: null,
    displayName: '#flow-news',
    url: place.publicUrl,
    expiresAt: null,
  })
  expect(calls.map(({ url }) => url)).toEqual(['https://discord.com/api/v10/users/@me', `https://discord.com/api/v10/channels/${channel.id}`])
  expect(headers[0]?.get('authorization')).toBe(`Bot ${bot.botToken}`)
  const forum = createFakeFetch(({ url }) => ({ json: url.endsWith('@me') ? me : { ...channel, type: 15 } }))
  await expect(discord.verify?.(publishInput({ credentials: bot, fetch: forum.fetch }))).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a bot sends a nonce of 25 characters that stays the same, and answers the message before', async () => {
  const { fetch, calls } = answering(200, message)
  const parent = { remoteId: '1', url: null }
  const input = publishInput({ credentials: bot, fetch, connection: place, item: { kind: 'part', parent, root: parent } })
  expect(await discord.submit(input)).toEqual({ remoteId: message.id, url: `${place.publicUrl}/${message.id}` })
  await discord.submit({ ...input, attemptNo: 2 })
  expect(calls[0]).toEqual(calls[1])
  expect(calls[0]).toEqual({
    url: messages,
    method: 'POST',
    body: {
      content: 'Hello from Flow!',
      allowed_mentions: { parse: [] },
      nonce: expect.stringMatching(/^[\w-]{25}$/),
      enforce_nonce: true,
      message_reference: { message_id: '1' },
    },
  })
})

test('media go with the message, each with its alt text; a webhook may look different', async () => {
  const { fetch, calls } = answering(200, message)
  const media = [mediaFile({ altText: 'A cat' }), mediaFile({ filename: 'b.mp4', contentType: 'video/mp4', kind: 'video', content: new Uint8Array(9) })]
  const options = { username: 'Newsroom', avatarUrl: 'https://flow.example/a.png', linkPreview: false, silent: true }
  await discord.submit(publishInput({ credentials, fetch, item: { text: '', media, options } }))
  const { fields, files } = formOf(calls[0])
  expect(JSON.parse(String(fields.payload_json))).toEqual({
    allowed_mentions: { parse: [] },
    flags: 4 | 4_096,
    attachments: [
      { id: 0, filename: 'picture.png', description: 'A cat' },
      { id: 1, filename: 'b.mp4' },
    ],
    username: 'Newsroom',
    avatar_url: 'https://flow.example/a.png',
  })
  expect([files['files[0]']?.size, files['files[1]']?.type]).toEqual([3, 'video/mp4'])
  const large = [1, 2, 3].map(() => mediaFile({ byteSize: 9_000_000 }))
  await expect(discord.submit(publishInput({ credentials, item: { media: large } }))).rejects.toMatchObject({ kind: 'media_rejected' })
})

test('a bot finds what it posted by text, place and media; a webhook can’t look', async () => {
  const probing = (answers: unknown[], item = {}) => {
    const fake = createFakeFetch(({ url }) => ({ json: url.endsWith('@me') ? me : (answers.shift() ?? []) }))
    return { calls: fake.calls, found: discord.probe(publishInput({ credentials: bot, fetch: fake.fetch, connection: place, item })) }
  }
  const positive = probing([history])
  expect(await positive.found).toEqual({ remoteId: '1322600000000000007', url: `${place.publicUrl}/1322600000000000007` })
  // 1 minute before 2026-11-24T09:00:00Z.
  expect(positive.calls[1]?.url).toBe(`${messages}?after=${BigInt(Date.parse('2026-11-24T08:59:00Z') - 1_420_070_400_000) << 22n}&limit=100`)
  expect(await probing([history], { text: 'Something else' }).found).toBeUndefined()
  expect(await probing([history], { parent: { remoteId: '1', url: null } }).found).toBeUndefined()
  expect(await probing([history], { media: [mediaFile()] }).found).toBeUndefined()
  expect(await probing([[], history]).found).toBeUndefined()
  // A channel that looks empty may be one that the bot may not read.
  await expect(probing([[], []]).found).rejects.toMatchObject({ kind: 'outcome_unknown' })
  const full = Array.from({ length: 100 }, (_, no) => ({ ...history[0], id: String(no) }))
  await expect(probing(Array.from({ length: 10 }, () => full)).found).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(await discord.probe(publishInput({ credentials }))).toBeUndefined()
  expect([discord.capabilitiesFor?.(bot), discord.capabilitiesFor?.(credentials)]).toEqual([{ isProbeable: true }, { isProbeable: false }])
})

test.each([
  [401, { message: '401: Unauthorized', code: 0 }, 'credentials_expired'],
  [404, { message: 'Unknown Channel', code: 10_003 }, 'permission_missing'],
  [403, { message: 'Missing Access', code: 50_001 }, 'permission_missing'],
  [400, { message: 'Webhooks posted to forum channels must have a thread_name or thread_id', code: 220_001 }, 'permission_missing'],
  [400, { message: 'Message was blocked by automatic moderation', code: 200_000 }, 'content_rejected'],
  [503, undefined, 'outcome_unknown'],
])('for a bot status %d with %j is %s', async (status, json, kind) => {
  const failure = discord.submit(publishInput({ credentials: bot, fetch: answering(status, json).fetch }))
  await expect(failure).rejects.toMatchObject({ kind, message: expect.not.stringContaining(bot.botToken) })
})

test('the field that Discord refuses is named', async () => {
  const errors = { message_reference: { message_id: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] } } }
  await expect(submitWith(400, { message: 'Invalid Form Body', code: 50_035, errors })).rejects.toThrow('message_reference.message_id: Unknown message')
})
