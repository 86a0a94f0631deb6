import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { formOf } from '../testing/form-of.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import chatMember from './fixtures/get-chat-member.json' with { type: 'json' }
import chat from './fixtures/get-chat.json' with { type: 'json' }
import me from './fixtures/get-me.json' with { type: 'json' }
import album from './fixtures/send-media-group.json' with { type: 'json' }
import sent from './fixtures/send-message.json' with { type: 'json' }
import { createTelegram } from './index.ts'

const telegram = createTelegram()
const botToken = '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'
const credentials = { botToken, chatId: '@flownews' }
const input = (fetch: typeof globalThis.fetch) => publishInput({ credentials, fetch })
const submitWith = (status: number, json: unknown) => telegram.submit(publishInput({ credentials, fetch: createFakeFetch(() => ({ status, json })).fetch }))
const refusal = (error_code: number, description: string, parameters?: object) => ({
  ok: false,
  error_code,
  description,
  ...(parameters ? { parameters } : {}),
})

test('a channel is connected when the bot may post in it', async () => {
  const answers: Record<string, unknown> = { getMe: me, getChat: chat, getChatMember: chatMember }
  const { fetch, calls } = createFakeFetch(({ url }) => ({ json: answers[url.split('/').at(-1) ?? ''] }))
  expect(await telegram.verify?.(input(fetch))).toEqual({
    remoteId: '-1001234567890',
    handle: '@flownews',
    displayName: 'Flow news',
    url: 'https://t.me/flownews',
    expiresAt: null,
  })
  expect(calls.map((call) => call.url)).toEqual(['getMe', 'getChat', 'getChatMember'].map((method) => `https://api.telegram.org/bot${botToken}/${method}`))
  answers.getChatMember = { ok: true, result: { ...chatMember.result, can_post_messages: false } }
  await expect(telegram.verify?.(input(fetch))).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a post is sent as plain text, and its address is the message', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: sent }))
  expect(await telegram.submit(publishInput({ credentials, fetch, item: { text: '<b>5 > 4</b>' } }))).toEqual({
    remoteId: '42',
    url: 'https://t.me/flownews/42',
  })
  expect(calls).toEqual([{ url: `https://api.telegram.org/bot${botToken}/sendMessage`, method: 'POST', body: { chat_id: '@flownews', text: '<b>5 > 4</b>' } }])
})

test('a message of a private channel has an address for its members', async () => {
  const { username: _, ...place } = sent.result.chat
  const { fetch } = createFakeFetch(() => ({ json: { ok: true, result: { ...sent.result, chat: place } } }))
  expect(await telegram.submit(publishInput({ credentials, fetch }))).toMatchObject({ url: 'https://t.me/c/1234567890/42' })
})

test.each([
  [401, refusal(401, 'Unauthorized'), 'credentials_expired'],
  [404, refusal(404, 'Not Found'), 'credentials_expired'],
  [403, refusal(403, 'Forbidden: bot was kicked from the channel chat'), 'permission_missing'],
  [400, refusal(400, 'Bad Request: chat not found'), 'permission_missing'],
  [400, refusal(400, 'Bad Request: need administrator rights in the channel chat'), 'permission_missing'],
  [400, refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100_987 }), 'permission_missing'],
  [400, refusal(400, 'Bad Request: message is too long'), 'content_rejected'],
  [400, refusal(400, 'Bad Request: message to be replied not found'), 'content_rejected'],
  [400, refusal(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS'), 'media_rejected'],
  [413, refusal(413, 'Request Entity Too Large'), 'media_rejected'],
  [502, refusal(502, 'Bad Gateway'), 'outcome_unknown'],
])('status %d with %j is %s', async (status, json, kind) => {
  await expect(submitWith(status, json)).rejects.toMatchObject({ kind })
})

test('a pause is as long as Telegram says', async () => {
  await expect(submitWith(429, refusal(429, 'Too Many Requests: retry after 14', { retry_after: 14 }))).rejects.toMatchObject({
    kind: 'rate_limited',
    retryAfterMs: 14_000,
  })
})

const picture = mediaFile({ filename: 'a.jpg', contentType: 'image/jpeg' })
const film = mediaFile({ kind: 'video', filename: 'b.mp4', contentType: 'video/mp4', content: new Uint8Array(9), width: 640, height: 360 })
const methodOf = ({ url }: { url: string }) => url.split('/').at(-1)

test('one picture is a photo with its caption, uploaded as a form', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: sent }))
  const parent = { remoteId: '41', url: null }
  const item = { text: '1 < 2', media: [picture], kind: 'part', parent, root: parent, options: { silent: true, protect: true } } as const
  expect(await telegram.submit(publishInput({ credentials, fetch, item }))).toEqual({ remoteId: '42', url: 'https://t.me/flownews/42' })
  expect(calls.map(methodOf)).toEqual(['sendPhoto'])
  const { fields, files } = formOf(calls[0])
  expect(fields).toEqual({
    chat_id: '@flownews',
    caption: '1 < 2',
    disable_notification: 'true',
    protect_content: 'true',
    reply_parameters: '{"message_id":41}',
  })
  expect(files).toEqual({ photo: { name: 'a.jpg', type: 'image/jpeg', size: 3 } })
})

test('a GIF by itself is an animation, and in an album it is refused before any call', async () => {
  const gif = mediaFile({ filename: 'c.gif', contentType: 'image/gif' })
  const { fetch, calls } = createFakeFetch(() => ({ json: sent }))
  await telegram.submit(publishInput({ credentials, fetch, item: { media: [gif], text: '' } }))
  expect(calls.map(methodOf)).toEqual(['sendAnimation'])
  expect(calls[0]?.body).not.toHaveProperty('caption')
  await expect(telegram.submit(publishInput({ credentials, item: { media: [gif, picture] } }))).rejects.toMatchObject({ kind: 'media_rejected' })
})

test('several media are an album, captioned on the first; it is known by its first message', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: album }))
  expect(await telegram.submit(publishInput({ credentials, fetch, item: { media: [picture, film] } }))).toEqual({
    remoteId: '43',
    url: 'https://t.me/flownews/43',
  })
  expect(calls.map(methodOf)).toEqual(['sendMediaGroup'])
  const { fields, files } = formOf(calls[0])
  expect(JSON.parse(String(fields.media))).toEqual([
    { type: 'photo', media: 'attach://file0', caption: 'Hello from Flow!' },
    { type: 'video', media: 'attach://file1', width: 640, height: 360, supports_streaming: true },
  ])
  expect([files.file0?.size, files.file1?.size]).toEqual([3, 9])
})

test('a text too long for a caption follows the album, which never goes out twice', async () => {
  const progress = memoryProgress()
  const text = 'x'.repeat(1_025)
  const post = (fetch: typeof globalThis.fetch) => telegram.submit(publishInput({ credentials, fetch, progress, item: { media: [picture, film], text } }))
  const slow = refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 })
  const first = createFakeFetch((call) => (methodOf(call) === 'sendMediaGroup' ? { json: album } : { status: 429, json: slow }))
  await expect(post(first.fetch)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 3_000, message: expect.stringContaining('already') })
  expect(first.calls.map(methodOf)).toEqual(['sendMediaGroup', 'sendMessage'])

  const second = createFakeFetch(() => ({ json: sent }))
  expect(await post(second.fetch)).toEqual({ remoteId: '43', url: 'https://t.me/flownews/43' })
  expect(second.calls.map((call) => [methodOf(call), call.body])).toEqual([
    ['sendMessage', { chat_id: '@flownews', text, reply_parameters: { message_id: 43 } }],
  ])
})

test('a preview is left out where the post says so', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ json: sent }))
  await telegram.submit(publishInput({ credentials, fetch, item: { options: { linkPreview: false } } }))
  expect(calls[0]?.body).toMatchObject({ link_preview_options: { is_disabled: true } })
})

test('a post is pinned afterwards, and where that fails its owner is told', async () => {
  const published = { remoteId: '42', url: null }
  const item = { options: { pin: true } }
  const { fetch, calls } = createFakeFetch(() => ({ json: { ok: true, result: true } }))
  expect(await telegram.finalize?.({ ...publishInput({ credentials, fetch, item }), published })).toEqual({ warnings: [] })
  expect(calls[0]?.body).toEqual({ chat_id: '@flownews', message_id: 42, disable_notification: true })
  const refused = createFakeFetch(() => ({ status: 400, json: refusal(400, 'Bad Request: not enough rights to manage pinned messages in the chat') }))
  const { warnings } = (await telegram.finalize?.({ ...publishInput({ credentials, fetch: refused.fetch, item }), published })) ?? {}
  expect(warnings).toEqual([expect.stringContaining('could not be pinned')])
  expect(await telegram.finalize?.({ ...publishInput({ credentials }), published })).toEqual({ warnings: [] })
})
