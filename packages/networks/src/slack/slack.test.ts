import { expect, test } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import me from './fixtures/auth-test.json' with { type: 'json' }
import completed from './fixtures/complete-upload.json' with { type: 'json' }
import info from './fixtures/conversations-info.json' with { type: 'json' }
import list from './fixtures/conversations-list.json' with { type: 'json' }
import fileInfo from './fixtures/files-info.json' with { type: 'json' }
import history from './fixtures/history.json' with { type: 'json' }
import permalink from './fixtures/permalink.json' with { type: 'json' }
import sent from './fixtures/post-message.json' with { type: 'json' }
import uploadUrl from './fixtures/upload-url.json' with { type: 'json' }
import { createSlack } from './index.ts'

const slack = createSlack()
const credentials = { botToken: 'xoxb-token-for-tests', channel: 'C0123456789', channelId: 'C0123456789' }
const connection = { publicUrl: 'https://flownews.slack.com/archives/C0123456789' }
const refusal = (error: string, more = {}) => ({ ok: false, error, ...more })
const methodOf = ({ url }: Pick<Call, 'url'>) => url.split('/').at(-1) ?? ''
const answering = (answers: Record<string, unknown>) => createFakeFetch((call) => ({ json: answers[methodOf(call)] ?? refusal('unknown_method') }))
const submitWith = (answer: { status?: number; json?: unknown; headers?: Record<string, string> }) =>
  slack.submit(publishInput({ credentials, fetch: createFakeFetch(() => answer).fetch }))

test('a channel is connected by its id or its name, of which the id is kept', async () => {
  const account = {
    remoteId: 'T12345678/C0123456789',
    handle: '#general',
    displayName: '#general (Flow news)',
    url: connection.publicUrl,
    expiresAt: null,
    credentials: { channelId: 'C0123456789' },
  }
  const { fetch, calls, headers } = answering({ 'auth.test': me, 'conversations.info': info, 'conversations.list': list })
  expect(await slack.verify?.(publishInput({ credentials, fetch }))).toEqual(account)
  const named = { botToken: credentials.botToken, channel: '#General', channelId: 'C0999999999' }
  expect(await slack.verify?.(publishInput({ credentials: named, fetch }))).toEqual(account)
  expect(calls.map(methodOf)).toEqual(['auth.test', 'conversations.info', 'auth.test', 'conversations.list'])
  expect(calls[1]?.body).toEqual({ channel: 'C0123456789' })
  expect(headers[0]?.get('authorization')).toBe(`Bearer ${credentials.botToken}`)
})

test.each([
  ['archived', { is_archived: true }],
  ['private, without the app', { is_private: true, is_member: false }],
])('a channel that is %s is not connected', async (_name, more) => {
  const { fetch } = answering({ 'auth.test': me, 'conversations.info': { ok: true, channel: { ...info.channel, ...more } } })
  await expect(slack.verify?.(publishInput({ credentials, fetch }))).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a name that no public channel has says what to do; without any channel too', async () => {
  const { fetch } = answering({ 'auth.test': me, 'conversations.list': list })
  const named = { botToken: credentials.botToken, channel: '#secret' }
  await expect(slack.verify?.(publishInput({ credentials: named, fetch }))).rejects.toThrow('ID')
  await expect(slack.verify?.(publishInput({ credentials: { accessToken: 'xoxb-1' } }))).rejects.toThrow('channel')
})

test('a post carries the key of its item; its address is in the channel', async () => {
  const { fetch, calls } = answering({ 'chat.postMessage': sent })
  const options = { linkPreview: false }
  expect(await slack.submit(publishInput({ credentials, fetch, connection, item: { text: '1 &lt; 2', options } }))).toEqual({
    remoteId: '1763892000.123456',
    url: `${connection.publicUrl}/p1763892000123456`,
  })
  expect(calls[0]).toEqual({
    url: 'https://slack.com/api/chat.postMessage',
    method: 'POST',
    body: {
      channel: 'C0123456789',
      text: '1 &lt; 2',
      metadata: { event_type: 'flow_post', event_payload: { key: 'pub_1' } },
      unfurl_links: false,
      unfurl_media: false,
    },
  })
})

test('a part of a thread answers the first message, and may be shown in the channel', async () => {
  const { fetch, calls } = answering({ 'chat.postMessage': sent })
  const item = { kind: 'part', root: { remoteId: '1.5', url: null }, parent: { remoteId: '1.7', url: null }, options: { broadcast: true } } as const
  await slack.submit(publishInput({ credentials, fetch, item }))
  expect(calls[0]?.body).toMatchObject({ thread_ts: '1.5', reply_broadcast: true })
  await expect(slack.submit(publishInput({ credentials, item: { ...item, root: { remoteId: 'F1', url: null } } }))).rejects.toThrow('files:read')
})

test('an app that is not in a public channel joins it, once', async () => {
  let joined = false
  const { fetch, calls } = createFakeFetch((call) => {
    if (methodOf(call) === 'conversations.join') joined = true
    return { json: joined ? sent : refusal('not_in_channel') }
  })
  await slack.submit(publishInput({ credentials, fetch }))
  expect(calls.map(methodOf)).toEqual(['chat.postMessage', 'conversations.join', 'chat.postMessage'])
  const closed = answering({ 'chat.postMessage': refusal('not_in_channel'), 'conversations.join': refusal('method_not_supported_for_channel_type') })
  await expect(slack.submit(publishInput({ credentials, fetch: closed.fetch }))).rejects.toMatchObject({ kind: 'permission_missing' })
  expect(closed.calls).toHaveLength(2)
})

test('files are uploaded once, shared by one call, and the message is found by the file', async () => {
  const progress = memoryProgress()
  const media = [mediaFile({ altText: 'A cat' })]
  const files = { 'files.getUploadURLExternal': uploadUrl, ABC123: {}, 'files.completeUploadExternal': refusal('ratelimited') }
  const input = publishInput({ credentials, connection, progress, item: { media } })
  const first = answering(files)
  await expect(slack.submit({ ...input, fetch: first.fetch })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 30_000 })
  expect(first.calls.map(methodOf)).toEqual(['files.getUploadURLExternal', 'ABC123', 'files.completeUploadExternal'])
  expect(first.calls[0]?.body).toEqual({ filename: 'picture.png', length: '3', alt_txt: 'A cat' })
  expect(first.calls[1]).toEqual({ url: uploadUrl.upload_url, method: 'POST', body: new Uint8Array([1, 2, 3]) })

  const second = answering({ 'files.completeUploadExternal': completed, 'files.info': fileInfo })
  const taken = await slack.submit({ ...input, fetch: second.fetch })
  expect(taken).toEqual({ handle: 'F0123456789', checkInMs: 1_000 })
  expect(second.calls.map(({ body }) => body)).toEqual([
    { files: [{ id: 'F0123456789', title: 'picture.png' }], channel_id: 'C0123456789', initial_comment: 'Hello from Flow!' },
  ])
  const check = (fetch: typeof globalThis.fetch) => slack.check?.({ ...input, fetch, handle: 'F0123456789' })
  const published = { remoteId: '1763892001.000200', url: `${connection.publicUrl}/p1763892001000200` }
  expect(await check(second.fetch)).toEqual(published)
  expect(await check(answering({ 'files.info': { ok: true, file: { id: 'F0123456789', shares: {} } } }).fetch)).toMatchObject({ handle: 'F0123456789' })
  expect(await check(answering({ 'files.info': refusal('missing_scope') }).fetch)).toMatchObject({ remoteId: 'F0123456789' })
  // Slack has the files already: that it refuses the question says nothing about the post.
  for (const code of ['unknown_method', 'token_revoked'])
    await expect(check(answering({ 'files.info': refusal(code) }).fetch)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  await expect(check(answering({ 'files.info': refusal('ratelimited') }).fetch)).rejects.toMatchObject({ kind: 'rate_limited' })
  expect(await slack.probe({ ...input, fetch: second.fetch })).toEqual(published)
  expect(await slack.probe({ ...input, fetch: answering({ 'files.info': refusal('file_not_found') }).fetch })).toBeUndefined()
})

test('uploads that Slack no longer has are made again', async () => {
  const saved: Record<string, string> = { file0: 'F1' }
  const { fetch } = answering({ 'files.completeUploadExternal': refusal('file_not_found') })
  const input = publishInput({ credentials, fetch, progress: memoryProgress(saved), item: { media: [mediaFile()] } })
  await expect(slack.submit(input)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(saved.file0).toBe('')
})

test('a lost answer is looked up by the key, or by author and text where there is no metadata', async () => {
  const probing = (messages: unknown[], item = {}) => {
    const fake = answering({ 'auth.test': me, 'conversations.history': { ...history, messages }, 'conversations.replies': { ...history, messages } })
    return { ...fake, found: slack.probe(publishInput({ credentials, connection, fetch: fake.fetch, item })) }
  }
  const positive = probing(history.messages)
  expect(await positive.found).toEqual({ remoteId: '1763974801.000100', url: `${connection.publicUrl}/p1763974801000100` })
  expect(positive.calls[1]?.body).toEqual({
    channel: 'C0123456789',
    oldest: String(Date.parse('2026-11-24T08:59:00Z') / 1_000),
    limit: '200',
    include_all_metadata: 'true',
  })
  expect(await probing(history.messages.slice(0, 2)).found).toBeUndefined()
  const bare = { user: 'W12345678', text: 'Read  <https://flow.example/a|flow.example/a> now', ts: '2.1' }
  expect(await probing([bare], { text: 'Read https://flow.example/a now' }).found).toMatchObject({ remoteId: '2.1' })
  const inThread = probing([bare], { root: { remoteId: '1.5', url: null }, text: 'Read now' })
  expect(await inThread.found).toMatchObject({ remoteId: '2.1' })
  expect(inThread.calls[1]).toMatchObject({ url: 'https://slack.com/api/conversations.replies', body: { ts: '1.5' } })
})

test('what the app may not read stays open', async () => {
  const { fetch } = answering({ 'auth.test': me, 'conversations.history': refusal('missing_scope', { needed: 'channels:history' }) })
  await expect(slack.probe(publishInput({ credentials, fetch }))).rejects.toMatchObject({
    kind: 'outcome_unknown',
    message: expect.stringContaining('channels:history'),
  })
})

test('the permanent address is asked for afterwards', async () => {
  const { fetch, calls } = answering({ 'chat.getPermalink': permalink })
  const input = publishInput({ credentials, fetch })
  expect(await slack.finalize?.({ ...input, published: { remoteId: '1763892000.123456', url: null } })).toEqual({ url: permalink.permalink, warnings: [] })
  expect(await slack.finalize?.({ ...input, published: { remoteId: 'F1', url: null } })).toEqual({ warnings: [] })
  expect(calls.map(({ body }) => body)).toEqual([{ channel: 'C0123456789', message_ts: '1763892000.123456' }])
})

test.each([
  ['invalid_auth', 'credentials_expired'],
  ['token_revoked', 'credentials_expired'],
  ['missing_scope', 'permission_missing'],
  ['channel_not_found', 'permission_missing'],
  ['is_archived', 'permission_missing'],
  ['restricted_action', 'permission_missing'],
  ['msg_too_long', 'content_rejected'],
  ['no_text', 'content_rejected'],
  ['file_uploads_disabled', 'media_rejected'],
  ['ratelimited', 'rate_limited'],
  ['fatal_error', 'outcome_unknown'],
  ['something_new', 'content_rejected'],
])('200 with %s is %s', async (error, kind) => {
  await expect(submitWith({ json: refusal(error) })).rejects.toMatchObject({ kind, message: expect.not.stringContaining(credentials.botToken) })
})

test('a pause is as long as Slack says; a message without its time stamp leaves the outcome open', async () => {
  await expect(submitWith({ status: 429, headers: { 'retry-after': '12' } })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 12_000 })
  await expect(submitWith({ json: { ok: true } })).rejects.toMatchObject({ kind: 'outcome_unknown' })
})
