import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { publishInput } from '../testing/publish-input.ts'
import chatMember from './fixtures/get-chat-member.json' with { type: 'json' }
import chat from './fixtures/get-chat.json' with { type: 'json' }
import me from './fixtures/get-me.json' with { type: 'json' }
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
