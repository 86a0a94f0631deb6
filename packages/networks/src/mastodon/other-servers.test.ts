import { expect, test } from 'vitest'
import { createFakeFetch, type Call, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import { isSameText } from './comparable-text.ts'
import account from './fixtures/account.json' with { type: 'json' }
import snacStatus from './fixtures/snac-status.json' with { type: 'json' }
import status from './fixtures/status.json' with { type: 'json' }
import { createMastodon } from './index.ts'

// What servers other than Mastodon answer: snac2 as recorded, the others by their own sources and documentation.
const mastodon = createMastodon()
const credentials = { server: 'https://social.example', accessToken: 'token-1' }
const connection = { remoteId: `${snacStatus.account.id}@social.example` }
const answering = (answers: Record<string, (call: Call) => FakeAnswer>) =>
  createFakeFetch((call) => answers[`${call.method} ${new URL(call.url).pathname}`]?.(call) ?? { status: 404, text: '<h1>404 Not Found (snac/2.75)</h1>' })
const ofAccount = `GET /api/v1/accounts/${snacStatus.account.id}/statuses`
const atHome = 'GET /api/v1/timelines/home'
const probing = ({ answers, item, saved = {} }: { answers: Parameters<typeof answering>[0]; item: object; saved?: Record<string, string> }) => {
  const fake = answering(answers)
  const progress = memoryProgress({ firstCallAt: '2026-11-28T00:30:00Z', ...saved })
  return { ...fake, found: mastodon.probe(publishInput({ credentials, connection, fetch: fake.fetch, progress, item })) }
}

test('snac2 escapes nothing and replaces much, and tells the text as it was sent', async () => {
  const { found } = probing({ answers: { [ofAccount]: () => ({ json: [snacStatus] }) }, item: { text: snacStatus.text } })
  expect(await found).toEqual({ remoteId: snacStatus.id, url: snacStatus.url })
  expect(isSameText({ sent: '1<2 and 3>2', html: '1<2 and 3>2<br>' })).toBe(true)
  const other = probing({ answers: { [ofAccount]: () => ({ json: [snacStatus] }) }, item: { text: `${snacStatus.text} more` } })
  expect(await other.found).toBeUndefined()
})

test('a post for followers is looked for at home too, where snac2 alone shows it, among those of the account', async () => {
  const own = { ...snacStatus, visibility: 'private' }
  const foreign = { ...own, id: '1', account: { ...own.account, id: 'somebody-else' } }
  const item = { text: snacStatus.text, options: { visibility: 'private' } }
  const answers = (home: object[]) => ({ [ofAccount]: () => ({ json: [] }), [atHome]: () => ({ json: home }) })
  expect(await probing({ answers: answers([foreign, own]), item }).found).toMatchObject({ remoteId: own.id })
  expect(await probing({ answers: answers([foreign]), item }).found).toBeUndefined()
  const open = probing({ answers: answers([own]), item: { text: snacStatus.text } })
  expect(await open.found).toBeUndefined()
  expect(open.calls).toHaveLength(1)
})

test('a server whose clock is wrong is searched by its own time', async () => {
  const madeAt = (json: object, date: string) => {
    const fake = answering({ [ofAccount]: () => ({ json: [{ ...snacStatus, ...json }], headers: { date } }) })
    const progress = memoryProgress({ firstCallAt: '2026-11-28T00:30:00Z' })
    const clock = { now: () => new Date('2026-11-28T00:30:05Z') }
    return mastodon.probe(publishInput({ credentials, connection, fetch: fake.fetch, progress, clock, item: { text: snacStatus.text } }))
  }
  const late = 'Sat, 28 Nov 2026 00:00:05 GMT'
  expect(await madeAt({ created_at: '2026-11-28T00:00:01Z' }, late)).toMatchObject({ remoteId: snacStatus.id })
  expect(await madeAt({ created_at: '2026-11-27T23:58:00Z' }, late)).toBeUndefined()
  const early = 'Sat, 28 Nov 2026 01:00:05 GMT'
  expect(await madeAt({ created_at: '2026-11-28T01:00:01Z' }, early)).toMatchObject({ remoteId: snacStatus.id })
  expect(await madeAt({ created_at: '2026-11-28T00:58:00Z' }, early)).toBeUndefined()
})

test('a post is known by its media, whatever became of its text and of their ids', async () => {
  const item = { text: 'Changed beyond recognition', media: [mediaFile()] }
  const saved = { 'media media_1': 'abc.png' }
  const having = (attached: object) =>
    probing({ answers: { [ofAccount]: () => ({ json: [{ ...snacStatus, media_attachments: [attached] }] }) }, item, saved }).found
  expect(await having({ id: 'abc.png', url: 'https://cdn.example/1' })).toMatchObject({ remoteId: snacStatus.id })
  expect(await having({ id: `${snacStatus.url}_0`, url: 'https://social.example/ada/s/abc.png' })).toMatchObject({ remoteId: snacStatus.id })
  expect(await having({ id: 'def.png', url: 'https://social.example/ada/s/def.png' })).toBeUndefined()
})

test('a link that a server shows shortened or without its scheme is no other text', () => {
  const sent = 'See https://a.example/long/way?x=1 and b.example #news @bob@c.example'
  const tail = '<a href="https://social.example/tag/news" class="hashtag">#news</a> <a class="u-url mention" href="https://c.example/bob">@<span>bob</span></a>'
  expect(isSameText({ sent, html: `See <a href="https://a.example/long/way?x=1" rel="ugc">a.example/long/w..</a> and b.example ${tail}` })).toBe(true)
  expect(
    isSameText({
      sent,
      html: `See <a href="https://a.example/long/way?x=1">https://a.example/long/way?x=1</a> and <a href="http://b.example">b.example</a> ${tail}`,
    }),
  ).toBe(true)
  expect(isSameText({ sent: `${sent} more`, html: `See <a href="https://a.example/">a.example</a> and b.example ${tail}` })).toBe(false)
})

test('a text that a server took for Markdown is known again', () => {
  const sent = '# News\n\n- one *two*\n- three\n> said\n\nSee [the page](https://a.example/x)'
  const html =
    '<h1>News</h1><ul><li>one <em>two</em></li><li>three</li></ul><blockquote><p>said</p></blockquote><p>See <a href="https://a.example/x">the page</a></p>'
  expect(isSameText({ sent, html })).toBe(true)
  expect(isSameText({ sent: `${sent}!`, html })).toBe(false)
  // Plain text keeps its marks, so what differs in them alone is not the same.
  expect(isSameText({ sent: '1. Tip', html: '<p>2. Tip</p>' })).toBe(false)
})

test('two media of one name go up under names of their own, and by the older way where there is no newer', async () => {
  const ids = ['m1', 'm2']
  const { fetch, calls } = answering({ 'POST /api/v1/media': () => ({ json: { id: ids.shift() } }), 'POST /api/v1/statuses': () => ({ json: status }) })
  const media = [mediaFile({ key: 'media_a' }), mediaFile({ key: 'media_b' })]
  await mastodon.submit(publishInput({ credentials, fetch, item: { media } }))
  const uploads = calls.filter(({ url }) => url.endsWith('/api/v1/media'))
  expect(uploads.map(({ body }) => Object(body).file.name)).toEqual(['media_a.png', 'media_b.png'])
  expect(calls.at(-1)?.body).toMatchObject({ media_ids: ['m1', 'm2'] })
})

test('Pleroma and Akkoma say 202 of a media that is ready, and let nobody ask who may not read media', async () => {
  const media = [mediaFile()]
  const answers = {
    'POST /api/v2/media': () => ({ status: 202, json: { id: 'm1', url: 'https://social.example/media/1.png' } }),
    'GET /api/v1/media/m1': () => ({ status: 403, json: { error: 'Insufficient permissions: read:media.' } }),
    'POST /api/v1/statuses': () => ({ json: status }),
  }
  const first = answering(answers)
  await mastodon.submit(publishInput({ credentials, fetch: first.fetch, item: { media } }))
  expect(first.calls.map(({ method }) => method)).toEqual(['POST', 'POST'])
  const again = answering(answers)
  await mastodon.submit(publishInput({ credentials, fetch: again.fetch, item: { media }, progress: memoryProgress({ 'media media_1': 'm1' }) }))
  expect(again.calls.map(({ method }) => method)).toEqual(['GET', 'POST'])
})

test('limits are read where the newer way is refused, and where they stand beside the configuration', async () => {
  const instance = { max_toot_chars: 5_000, upload_limit: 16_000_000, max_media_attachments: 1_000, description_limit: 5_000, configuration: { statuses: {} } }
  const verifying = (code: number) =>
    mastodon.verify?.(
      publishInput({
        credentials,
        fetch: answering({
          'GET /api/v1/accounts/verify_credentials': () => ({ json: account }),
          'GET /api/v2/instance': () => ({ status: code, json: { error: 'This API requires an authenticated user' } }),
          'GET /api/v1/instance': () => ({ json: instance }),
        }).fetch,
      }),
    )
  for (const code of [401, 403, 404, 406, 422]) {
    expect((await verifying(code))?.limits).toMatchObject({
      text: { max: 5_000 },
      media: { max: 1_000, maxAltText: 5_000, images: { maxBytes: 16_000_000 }, videos: { maxBytes: 16_000_000 } },
    })
  }
  await expect(verifying(503)).rejects.toMatchObject({ kind: 'unavailable' })
})

test('ids may be numbers', async () => {
  const { fetch } = answering({
    'GET /api/v1/accounts/verify_credentials': () => ({ json: { ...account, id: 7 } }),
    'POST /api/v1/statuses': () => ({ json: { ...status, id: 42, url: null } }),
  })
  expect(await mastodon.verify?.(publishInput({ credentials, fetch }))).toMatchObject({ remoteId: '7@social.example' })
  expect(await mastodon.submit(publishInput({ credentials, fetch }))).toEqual({ remoteId: '42', url: status.uri })
})
