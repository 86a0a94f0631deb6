import { expect, test } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import { comparableHtml, comparableText, isSameText } from './comparable-text.ts'
import account from './fixtures/account.json' with { type: 'json' }
import instance from './fixtures/instance.json' with { type: 'json' }
import status from './fixtures/status.json' with { type: 'json' }
import { createMastodon } from './index.ts'

const mastodon = createMastodon()
const credentials = { server: 'https://mastodon.example/', accessToken: 'token-1' }
type Answer = { status?: number; json?: unknown; headers?: Record<string, string> }
const pathOf = ({ url }: Call) => new URL(url).pathname
/** Answers by method and path. */
const answering = (answers: Record<string, (call: Call) => Answer>) =>
  createFakeFetch((call) => answers[`${call.method} ${pathOf(call)}`]?.(call) ?? { status: 404, json: { error: 'Record not found' } })
const posting = { 'POST /api/v1/statuses': () => ({ json: status }) }
const parent = { remoteId: '42', url: null }

test('an account is connected with the limits of its server', async () => {
  const { fetch, calls, headers } = answering({
    'GET /api/v1/accounts/verify_credentials': () => ({ json: account }),
    'GET /api/v2/instance': () => ({ json: instance }),
  })
  expect(await mastodon.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: '14715@mastodon.example',
    handle: '@ada@mastodon.example',
    displayName: 'Ada',
    url: 'https://mastodon.example/@ada',
    expiresAt: null,
    limits: {
      text: { max: 5_000, urlLength: 25 },
      media: {
        max: 6,
        maxAltText: 1_500,
        images: { max: 6, types: ['image/jpeg', 'image/png', 'image/heic'], maxBytes: 41_943_040, maxPixels: 16_777_216 },
        videos: { types: ['video/webm', 'video/mp4'], maxBytes: 83_886_080 },
      },
    },
  })
  expect(calls.map(({ url }) => url)).toEqual(['https://mastodon.example/api/v1/accounts/verify_credentials', 'https://mastodon.example/api/v2/instance'])
  expect(headers.map((each) => each.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-1'])
})

test('an older server is asked in the older way, and one that tells nothing has the usual limits', async () => {
  const ofUs = { 'GET /api/v1/accounts/verify_credentials': () => ({ json: account }) }
  const old = answering({ ...ofUs, 'GET /api/v1/instance': () => ({ json: { max_toot_chars: 2_000, upload_limit: 1_000_000 } }) })
  expect((await mastodon.verify?.(publishInput({ credentials, fetch: old.fetch })))?.limits).toEqual({
    text: { max: 2_000 },
    media: { images: { maxBytes: 1_000_000 }, videos: { maxBytes: 1_000_000 } },
  })
  expect((await mastodon.verify?.(publishInput({ credentials, fetch: answering(ofUs).fetch })))?.limits).toBeUndefined()
})

test('a post goes out under its key, with what it says for Mastodon', async () => {
  const { fetch, calls, headers } = answering(posting)
  const options = {
    visibility: 'private',
    contentWarning: 'Plot',
    sensitive: true,
    language: 'de',
    pollOptions: ['Yes', 'No'],
    pollSeconds: 600,
    pollMultiple: true,
  }
  expect(await mastodon.submit(publishInput({ credentials, fetch, item: { options } }))).toEqual({ remoteId: status.id, url: status.url })
  expect(calls).toEqual([
    {
      url: 'https://mastodon.example/api/v1/statuses',
      method: 'POST',
      body: {
        status: 'Hello from Flow!',
        visibility: 'private',
        spoiler_text: 'Plot',
        sensitive: true,
        language: 'de',
        poll: { options: ['Yes', 'No'], expires_in: 600, multiple: true },
      },
    },
  ])
  expect(headers[0]?.get('idempotency-key')).toBe('pub_1')
})

test('a part answers the one before it, quietly where the post is public, and without its poll', async () => {
  const { fetch, calls } = answering(posting)
  const part = { no: 1, kind: 'part', parent, root: parent } as const
  await mastodon.submit(publishInput({ credentials, fetch, item: { ...part, options: { pollOptions: ['Yes', 'No'] } } }))
  await mastodon.submit(publishInput({ credentials, fetch, item: { ...part, options: { visibility: 'private' } } }))
  expect(calls.map(({ body }) => body)).toEqual([
    { status: 'Hello from Flow!', visibility: 'unlisted', in_reply_to_id: '42' },
    { status: 'Hello from Flow!', visibility: 'private', in_reply_to_id: '42' },
  ])
})

test('media go up with their descriptions, are waited for, and go up once', async () => {
  const states: Answer[] = [{ status: 206, json: { id: 'm2' } }, { json: { id: 'm2' } }]
  const uploaded: Answer[] = [{ json: { id: 'm1', url: 'x' } }, { status: 202, json: { id: 'm2', url: null } }]
  let posts: Answer[] = [{ status: 429 }]
  const { fetch, calls } = answering({
    'POST /api/v2/media': () => uploaded.shift() ?? {},
    'GET /api/v1/media/m1': () => ({ json: { id: 'm1' } }),
    'GET /api/v1/media/m2': () => states.shift() ?? { json: { id: 'm2' } },
    'POST /api/v1/statuses': () => posts.shift() ?? { json: status },
  })
  const media = [mediaFile({ key: 'one', altText: 'A cat' }), mediaFile({ key: 'two' })]
  const input = publishInput({ credentials, fetch, item: { text: '', media } })
  await expect(mastodon.submit(input)).rejects.toMatchObject({ kind: 'rate_limited' })
  posts = []
  await mastodon.submit(input)
  const uploads = calls.filter((call) => pathOf(call) === '/api/v2/media')
  expect(uploads.map(({ body }) => body)).toEqual([{ file: expect.any(File), description: 'A cat' }, { file: expect.any(File) }])
  const [first] = uploads
  expect(Object(first?.body).file).toMatchObject({ name: 'one.png', type: 'image/png', size: 3 })
  expect(calls.at(-1)?.body).toEqual({ status: '', visibility: 'public', media_ids: ['m1', 'm2'] })
})

test('a media that the server can’t read is told; one that it has thrown away goes up again at once, and once', async () => {
  const saved: Record<string, string> = { 'media media_1': 'm1' }
  const item = { media: [mediaFile()] }
  const submitAt = (answers: Parameters<typeof answering>[0]) => {
    const fake = answering(answers)
    return { ...fake, submitted: mastodon.submit(publishInput({ credentials, fetch: fake.fetch, progress: memoryProgress(saved), item })) }
  }
  const failing = submitAt({ 'GET /api/v1/media/m1': () => ({ status: 422, json: { error: 'Error processing thumbnail for uploaded media' } }) })
  await expect(failing.submitted).rejects.toMatchObject({ kind: 'media_rejected' })
  expect(saved).toEqual({ 'media media_1': '' })
  saved['media media_1'] = 'm1'
  const again = submitAt({ ...posting, 'POST /api/v2/media': () => ({ json: { id: 'm2', url: 'x' } }) })
  expect(await again.submitted).toMatchObject({ remoteId: status.id })
  expect(again.calls.at(-1)?.body).toMatchObject({ media_ids: ['m2'] })
  const forgetful = submitAt({ 'POST /api/v2/media': () => ({ status: 202, json: { id: 'm3', url: null } }) })
  await expect(forgetful.submitted).rejects.toMatchObject({ kind: 'unavailable' })
  expect(forgetful.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  expect(saved).toMatchObject({ 'media media_1': '' })
})

test.each([
  ['a poll of one answer', { options: { pollOptions: ['Yes'] } }, 'content_rejected'],
  ['a poll beside media', { options: { pollOptions: ['Yes', 'No'] }, media: [mediaFile()] }, 'content_rejected'],
  ['a video beside an image', { media: [mediaFile(), mediaFile({ key: 'v', kind: 'video' })] }, 'media_rejected'],
])('%s is refused before any call', async (_name, item, kind) => {
  await expect(mastodon.submit(publishInput({ credentials, item }))).rejects.toMatchObject({ kind })
})

const sent = 'Hi @bob@elsewhere.example & *friends*!\n\nSee https://a.example/long?x=1&y=2 #News'
const shown =
  '<p>Hi <span class="h-card"><a href="https://elsewhere.example/@bob" class="u-url mention">@<span>bob</span></a></span> &amp; <em>friends</em>!</p>' +
  '<p>See <a href="https://a.example/long?x=1&amp;y=2"><span class="invisible">https://</span><span class="ellipsis">a.example/lo</span>' +
  '<span class="invisible">ng?x=1&amp;y=2</span></a> <a href="https://mastodon.example/tags/News" class="mention hashtag">#<span>News</span></a></p>'

test('a text is known again in the HTML that servers make of it', () => {
  expect(comparableHtml(shown)).toBe('hi @bob & friends! see #news')
  expect(isSameText({ sent, html: shown })).toBe(true)
  expect(isSameText({ sent: `${sent}!`, html: shown })).toBe(false)
  expect(comparableHtml('1 &lt; 2 &#39;x&#x27; &unknown;<br>new')).toBe("1 < 2 'x' &unknown; new")
  const long = 'word '.repeat(40).trim()
  expect(isSameText({ sent: long, html: `<p>${long.slice(0, 150)}</p>` })).toBe(true)
  expect(isSameText({ sent: long, html: `<p>${long.slice(0, 50)}</p>` })).toBe(false)
  expect(comparableText('#One_Two')).toBe('#onetwo')
})

test('a lost post is looked for among the newest of the account: same text, same parent, as many media, since the first call', async () => {
  const found = { ...status, id: '7', url: 'https://mastodon.example/@ada/7', content: shown }
  const probing = (statuses: object[], more: object = {}, firstCallAt = '2026-11-24T09:00:00Z') => {
    const { fetch, calls } = answering({
      'GET /api/v1/accounts/14715/statuses': () => ({ json: statuses }),
      'GET /api/v1/accounts/verify_credentials': () => ({ json: account }),
    })
    const connection = { remoteId: '14715@mastodon.example' }
    return {
      calls,
      probe: mastodon.probe(publishInput({ credentials, fetch, connection, progress: memoryProgress({ firstCallAt }), item: { text: sent, ...more } })),
    }
  }
  const positive = probing([status, found])
  expect(await positive.probe).toEqual({ remoteId: '7', url: 'https://mastodon.example/@ada/7' })
  expect(positive.calls.map(({ url }) => url)).toEqual(['https://mastodon.example/api/v1/accounts/14715/statuses?limit=40&exclude_reblogs=true'])
  expect(await probing([status]).probe).toBeUndefined()
  expect(await probing([found], {}, '2026-11-24T10:00:00Z').probe).toBeUndefined()
  expect(await probing([found], { kind: 'part', parent }).probe).toBeUndefined()
  expect(await probing([{ ...found, in_reply_to_id: '42' }], { kind: 'part', parent }).probe).toMatchObject({ remoteId: '7' })
  expect(await probing([found], { media: [mediaFile()] }).probe).toBeUndefined()
  expect(await probing([{ ...found, media_attachments: [{ id: 'm1' }] }], { media: [mediaFile()] }).probe).toMatchObject({ remoteId: '7' })
})

test('what the server dropped is told, and its address is taken over', async () => {
  const readingBack = (json: object, item: object) => {
    const { fetch } = answering({ [`GET /api/v1/statuses/${status.id}`]: () => ({ json }) })
    return mastodon.finalize?.({ ...publishInput({ credentials, fetch, item }), published: { remoteId: status.id, url: null } })
  }
  expect(await readingBack(status, {})).toEqual({ url: status.url, warnings: [] })
  const text = 'word '.repeat(60).trim()
  const item = { text, media: [mediaFile()], options: { contentWarning: 'Plot', visibility: 'private' } }
  const told = await readingBack({ ...status, content: `<p>${text.slice(0, 200)}</p>` }, item)
  expect(told?.warnings).toEqual([
    'The Mastodon server shows 0 of 1 media.',
    'The Mastodon server cut the text.',
    'The Mastodon server left out the content warning.',
    'The Mastodon server published this as public, not as private.',
  ])
  expect((await readingBack(status, { options: { pollOptions: ['Yes', 'No'] } }))?.warnings).toEqual(['The Mastodon server left out the poll.'])
})
