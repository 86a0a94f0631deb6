import { expect, test } from 'vitest'
import { broken, createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import blobAnswer from './fixtures/blob.json' with { type: 'json' }
import createSession from './fixtures/create-session.json' with { type: 'json' }
import putRecord from './fixtures/put-record.json' with { type: 'json' }
import session from './fixtures/session.json' with { type: 'json' }
import { createBluesky } from './index.ts'
import { newTid } from './new-tid.ts'

const bluesky = createBluesky()
const login = { identifier: '@ada.bsky.social', appPassword: 'abcd-efgh-ijkl-mnop' }
const credentials = { ...login, ...session }
const nsidOf = ({ url }: Call) => new URL(url).pathname.replace('/xrpc/', '')
type Answer = { status?: number; json?: unknown; headers?: Record<string, string> }
/** Answers by the method's name. */
const answering = (answers: Record<string, (call: Call) => Answer>) =>
  createFakeFetch((call) => answers[nsidOf(call)]?.(call) ?? { status: 501, json: { error: 'MethodNotImplemented', message: nsidOf(call) } })
const taken = { 'com.atproto.repo.putRecord': () => ({ json: putRecord }) }
const recordOf = (calls: Call[]): unknown => Object(calls.find((call) => nsidOf(call) === 'com.atproto.repo.putRecord')?.body).record

test('an account is connected by an app password, at the PDS that its DID document names, and its session is kept', async () => {
  const { fetch, calls } = answering({
    'com.atproto.server.createSession': () => ({ json: createSession }),
    'com.atproto.repo.getRecord': () => ({ json: { uri: 'at://x', cid: 'y', value: { displayName: 'Ada' } } }),
  })
  expect(await bluesky.verify?.(publishInput({ credentials: login, fetch }))).toEqual({
    remoteId: session.did,
    handle: '@ada.bsky.social',
    displayName: 'Ada',
    url: `https://bsky.app/profile/${session.did}`,
    expiresAt: new Date(1_795_805_102_000),
    credentials: { ...session, accessToken: createSession.accessJwt },
  })
  expect(calls[0]).toEqual({
    url: 'https://bsky.social/xrpc/com.atproto.server.createSession',
    method: 'POST',
    body: { identifier: 'ada.bsky.social', password: login.appPassword },
  })
  expect(calls[1]?.url).toContain('https://morel.example/xrpc/com.atproto.repo.getRecord')
})

test('a server that names no PDS is it itself, and a session never goes from https to http', async () => {
  const server = 'https://pds.example/'
  const connectWith = async (didDoc: unknown) =>
    (await bluesky.verify?.(publishInput({ credentials: { ...login, server }, fetch: createFakeFetch(() => ({ json: { ...createSession, didDoc } })).fetch })))
      ?.credentials?.pds
  expect(await connectWith(undefined)).toBe('https://pds.example')
  expect(await connectWith({ service: [{ id: '#atproto_pds', serviceEndpoint: 'http://elsewhere.example' }] })).toBe('https://pds.example')
})

test('a session is refreshed by its token; where that is refused, by the app password; where the server is away, not at all', async () => {
  const tokens = { accessToken: createSession.accessJwt, refreshToken: 'refresh.jwt', expiresInSeconds: expect.any(Number) }
  const fresh = answering({ 'com.atproto.server.refreshSession': () => ({ json: createSession }) })
  expect(await bluesky.refresh?.(publishInput({ credentials, fetch: fresh.fetch }))).toEqual(tokens)
  expect(fresh.calls).toHaveLength(1)
  expect(fresh.headers[0]?.get('authorization')).toBe('Bearer refresh.jwt')
  const ended = answering({
    'com.atproto.server.refreshSession': () => ({ status: 400, json: { error: 'ExpiredToken', message: 'Token has been revoked' } }),
    'com.atproto.server.createSession': () => ({ json: createSession }),
  })
  expect(await bluesky.refresh?.(publishInput({ credentials, fetch: ended.fetch }))).toEqual(tokens)
  const away = answering({ 'com.atproto.server.refreshSession': () => ({ status: 502, json: { error: 'UpstreamFailure' } }) })
  await expect(bluesky.refresh?.(publishInput({ credentials, fetch: away.fetch }))).rejects.toMatchObject({ kind: 'unavailable' })
  expect(away.calls).toHaveLength(1)
})

test('a post goes out under a key and a time that were kept before the call', async () => {
  const saved: Record<string, string> = {}
  const { fetch, calls } = answering({
    'com.atproto.repo.putRecord': () => {
      expect(Object.keys(saved)).toEqual(['rkey', 'createdAt'])
      throw broken('ECONNRESET')
    },
  })
  const input = publishInput({ credentials, fetch, progress: memoryProgress(saved) })
  await expect(bluesky.submit(input)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  await expect(bluesky.submit({ ...input, attemptNo: 2 })).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(calls[0]).toEqual({
    url: 'https://morel.example/xrpc/com.atproto.repo.putRecord',
    method: 'POST',
    body: {
      repo: session.did,
      collection: 'app.bsky.feed.post',
      rkey: expect.stringMatching(/^[2-7a-z]{13}$/),
      record: { $type: 'app.bsky.feed.post', text: 'Hello from Flow!', createdAt: saved.createdAt },
    },
  })
  expect(calls[1]).toEqual(calls[0])
})

test('record keys are in the order of time', () => {
  const keys = ['2026-11-24T09:00:00.000Z', '2026-11-24T09:00:00.001Z', '2030-01-01T00:00:00Z'].map((time) => newTid(new Date(time)))
  expect(keys.toSorted()).toEqual(keys)
  // The example of https://atproto.com/specs/tid is from 2023-09.
  expect((keys[0] ?? '') > '3jzfcijpj2z2a').toBe(true)
})

test('links, tags and mentions go beside the text; whom nobody knows stays text', async () => {
  const { fetch, calls } = answering({
    ...taken,
    'com.atproto.identity.resolveHandle': ({ url }) =>
      url.endsWith('bob.test') ? { json: { did: 'did:plc:bob' } } : { status: 400, json: { error: 'HandleNotFound', message: 'Unable to resolve handle' } },
  })
  const facets = [
    { byteStart: 0, byteEnd: 9, kind: 'mention', value: 'bob.test' },
    { byteStart: 10, byteEnd: 22, kind: 'mention', value: 'nobody.test' },
    { byteStart: 23, byteEnd: 27, kind: 'mention', value: 'just a word' },
    { byteStart: 28, byteEnd: 33, kind: 'tag', value: 'news' },
    { byteStart: 34, byteEnd: 50, kind: 'link', value: 'https://a.example/x' },
  ] as const
  const published = await bluesky.submit(
    publishInput({ credentials, fetch, item: { facets, links: ['https://www.a.example/x'], options: { languages: ['en'], linkDescription: 'Read on' } } }),
  )
  expect(published).toEqual({
    remoteId: putRecord.uri,
    url: `https://bsky.app/profile/${session.did}/post/3mfzxhxqh2k2a`,
    ref: { uri: putRecord.uri, cid: putRecord.cid },
  })
  expect(recordOf(calls)).toMatchObject({
    langs: ['en'],
    facets: [
      { index: { byteStart: 0, byteEnd: 9 }, features: [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:bob' }] },
      { index: { byteStart: 28, byteEnd: 33 }, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'news' }] },
      { index: { byteStart: 34, byteEnd: 50 }, features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://a.example/x' }] },
    ],
    embed: { $type: 'app.bsky.embed.external', external: { uri: 'https://www.a.example/x', title: 'a.example', description: 'Read on' } },
  })
  expect(calls.filter((call) => nsidOf(call) === 'com.atproto.identity.resolveHandle')).toHaveLength(2)
})

test('images go up once, whatever happens after, and again only where the server has thrown them away', async () => {
  const saved: Record<string, string> = {}
  const failures: Answer[] = [
    { status: 503, json: { error: 'NotEnoughResources' } },
    { status: 400, json: { error: 'BlobNotFound', message: 'Could not find blob' } },
  ]
  const { fetch, calls } = answering({
    'com.atproto.repo.uploadBlob': () => ({ json: blobAnswer }),
    'com.atproto.repo.putRecord': () => failures.shift() ?? { json: putRecord },
  })
  const media = [mediaFile({ key: 'one', altText: 'A cat' }), mediaFile({ key: 'two', width: null, height: null })]
  const input = publishInput({ credentials, fetch, progress: memoryProgress(saved), item: { text: '', media, links: ['https://a.example'] } })
  const uploads = () => calls.filter((call) => nsidOf(call) === 'com.atproto.repo.uploadBlob').length
  await expect(bluesky.submit(input)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(uploads()).toBe(2)
  await expect(bluesky.submit(input)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(uploads()).toBe(2)
  await bluesky.submit(input)
  expect(uploads()).toBe(4)
  expect(recordOf(calls)).toMatchObject({
    text: '',
    embed: {
      $type: 'app.bsky.embed.images',
      images: [
        { alt: 'A cat', image: blobAnswer.blob, aspectRatio: { width: 640, height: 480 } },
        { alt: '', image: blobAnswer.blob },
      ],
    },
  })
})

test.each([
  ['five images', Array.from({ length: 5 }, (_, no) => mediaFile({ key: String(no) }))],
  ['a video beside an image', [mediaFile(), mediaFile({ key: 'v', kind: 'video' })]],
  ['an image that is too large', [mediaFile({ byteSize: 2_000_001 })]],
])('%s are refused before any call', async (_name, media) => {
  await expect(bluesky.submit(publishInput({ credentials, item: { media } }))).rejects.toMatchObject({ kind: 'media_rejected' })
})

test('a part answers the one before it, with the first as its root', async () => {
  const { fetch, calls } = answering(taken)
  const remote = (no: number) => ({ remoteId: `at://p${no}`, url: null, ref: { uri: `at://p${no}`, cid: `cid${no}` } })
  await bluesky.submit(publishInput({ credentials, fetch, item: { no: 2, kind: 'part', parent: remote(1), root: remote(0) } }))
  expect(recordOf(calls)).toMatchObject({ reply: { root: { uri: 'at://p0', cid: 'cid0' }, parent: { uri: 'at://p1', cid: 'cid1' } } })
})

test('a quote is found by its address, beside media too; a wrong one is told before anything goes out', async () => {
  const answers = {
    ...taken,
    'com.atproto.identity.resolveHandle': () => ({ json: { did: 'did:plc:bob' } }),
    'com.atproto.repo.getRecord': ({ url }: Call) =>
      url.includes('rkey=3k')
        ? { json: { uri: 'at://did:plc:bob/app.bsky.feed.post/3k', cid: 'c1', value: {} } }
        : { status: 400, json: { error: 'RecordNotFound' } },
  }
  const quoting = async (quoteUri: string, links: string[] = []) => {
    const { fetch, calls } = answering(answers)
    await bluesky.submit(publishInput({ credentials, fetch, item: { links, options: { quoteUri, contentWarning: 'nudity' } } }))
    return recordOf(calls)
  }
  const record = { uri: 'at://did:plc:bob/app.bsky.feed.post/3k', cid: 'c1' }
  expect(await quoting('https://bsky.app/profile/bob.test/post/3k')).toMatchObject({
    embed: { $type: 'app.bsky.embed.record', record },
    labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'nudity' }] },
  })
  expect(await quoting('at://did:plc:bob/app.bsky.feed.post/3k', ['https://a.example'])).toMatchObject({
    embed: { $type: 'app.bsky.embed.recordWithMedia', record: { $type: 'app.bsky.embed.record', record }, media: { $type: 'app.bsky.embed.external' } },
  })
  for (const quoteUri of ['https://elsewhere.example/1', 'at://did:plc:bob/app.bsky.feed.post/gone']) {
    await expect(quoting(quoteUri)).rejects.toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('quoteUri') })
  }
})

test('a lost post is looked up by its key', async () => {
  const progress = memoryProgress({ rkey: '3mfzxhxqh2k2a' })
  const there = answering({ 'com.atproto.repo.getRecord': () => ({ json: { uri: putRecord.uri, cid: putRecord.cid, value: {} } }) })
  expect(await bluesky.probe(publishInput({ credentials, fetch: there.fetch, progress }))).toMatchObject({
    remoteId: putRecord.uri,
    ref: { cid: putRecord.cid },
  })
  expect(new URL(there.calls[0]?.url ?? '').searchParams.get('rkey')).toBe('3mfzxhxqh2k2a')
  const gone = (json: object) => createFakeFetch(() => ({ status: 400, json })).fetch
  expect(await bluesky.probe(publishInput({ credentials, fetch: gone({ error: 'RecordNotFound' }), progress }))).toBeUndefined()
  expect(
    await bluesky.probe(publishInput({ credentials, fetch: gone({ error: 'InvalidRequest', message: 'Could not locate record: at://x' }), progress })),
  ).toBeUndefined()
  await expect(bluesky.probe(publishInput({ credentials, fetch: gone({ error: 'RepoTakendown' }), progress }))).rejects.toMatchObject({
    kind: 'permission_missing',
  })
  // Without a key no call was made.
  expect(await bluesky.probe(publishInput({ credentials }))).toBeUndefined()
})
