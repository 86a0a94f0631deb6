import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createNetworks } from '../registry.ts'
import { readNetworkSettings } from '../settings/read-network-settings.ts'
import { broken, createFakeFetch, type Call, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import image from './fixtures/image.json' with { type: 'json' }
import post from './fixtures/post.json' with { type: 'json' }
import siteAnswer from './fixtures/site.json' with { type: 'json' }
import { createGhost } from './index.ts'

const ghost = createGhost()
const secret = 'b1b5b9c1d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1'
const credentials = { server: 'https://news.example.com/ghost/', adminApiKey: `6748592f4b9b7700010f6564:${secret}` }
const api = 'https://news.example.com/ghost/api/admin/'
const title = 'Hello from Flow!'
const [first] = post.posts
const published = { remoteId: first?.id, url: first?.url }
const refusal = (type: string, message: string, more: object = {}) => ({ errors: [{ type, message, context: null, code: null, ...more }] })
const notFound = { status: 404, json: refusal('NotFoundError', 'Resource not found error, cannot read post.') }

const site = (own: (call: Call) => FakeAnswer | undefined = () => undefined) =>
  createFakeFetch((call) => {
    const answer = own(call)
    if (answer) return answer
    if (call.url === `${api}site/`) return { json: siteAnswer }
    if (call.url === `${api}images/upload/`) return { status: 201, json: image }
    return call.url.includes('/slug/') ? notFound : { status: 201, json: post }
  })
const submitWith = (answer: FakeAnswer) => ghost.submit(publishInput({ credentials, fetch: createFakeFetch(() => answer).fetch, item: { title } }))

test('a site is connected by a key, which signs for five minutes', async () => {
  const { fetch, calls, headers } = site()
  expect(await ghost.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: 'news.example.com',
    handle: null,
    displayName: 'Flow news',
    url: 'https://news.example.com/',
    expiresAt: null,
  })
  expect(calls.map(({ url }) => url)).toEqual([`${api}site/`, `${api}posts/?limit=1&fields=id`])
  expect(headers[1]?.get('accept-version')).toBe('v6.0')
  const [head = '', claims = '', signature] = (headers[1]?.get('authorization') ?? '').replace('Ghost ', '').split('.')
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT', kid: '6748592f4b9b7700010f6564' })
  const { iat, exp, aud } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  expect({ life: exp - iat, aud }).toEqual({ life: 300, aud: '/admin/' })
  expect(signature).toBe(createHmac('sha256', Buffer.from(secret, 'hex')).update(`${head}.${claims}`).digest('base64url'))
})

test('the version of the API can be another, by a setting', async () => {
  const { fetch, headers } = site()
  const settings = readNetworkSettings({ FLOW_NETWORK_API_VERSION_GHOST: 'v5.0' })
  await createNetworks(settings).get('ghost')?.verify?.(publishInput({ credentials, fetch }))
  expect(headers[0]?.get('accept-version')).toBe('v5.0')
})

test('text, images and options become a post, and an image is uploaded once', async () => {
  const progress = memoryProgress()
  let isDown = true
  const answer = ({ url }: Call) => (isDown && url.includes('posts/?source') ? { status: 503, json: refusal('MaintenanceError', 'In maintenance') } : undefined)
  const value = 'https://example.com/?a=1&b=2'
  const item = {
    title,
    text: `<b> ${value}\nsame\n\nnext`,
    facets: [{ kind: 'link' as const, byteStart: 4, byteEnd: 4 + value.length, value }],
    rest: ['A part.'],
    media: [mediaFile({ altText: 'A dot' }), mediaFile({ key: 'media_2', altText: 'A "line"' })],
    options: { status: 'draft', tags: ['News', ' '], excerpt: 'Short', canonicalUrl: 'https://example.com/first', visibility: 'members' },
  }
  const before = site(answer)
  await expect(ghost.submit(publishInput({ credentials, progress, item, fetch: before.fetch }))).rejects.toMatchObject({ kind: 'unavailable' })
  expect(before.calls[0]?.body).toMatchObject({ purpose: 'image', ref: 'media_1', file: expect.any(Blob) })
  isDown = false
  const after = site(answer)
  await ghost.submit(publishInput({ credentials, progress, item, fetch: after.fetch, attemptNo: 2 }))
  const imageUrl = image.images[0]?.url
  expect(after.calls).toEqual([
    { url: `${api}posts/slug/hello-from-flow-b2549aa9/`, method: 'GET', body: undefined },
    {
      url: `${api}posts/?source=html`,
      method: 'POST',
      body: {
        posts: [
          {
            title,
            slug: 'hello-from-flow-b2549aa9',
            status: 'draft',
            html: [
              '<p>&lt;b&gt; <a href="https://example.com/?a=1&amp;b=2">https://example.com/?a=1&amp;b=2</a><br>same</p>',
              '<p>next</p>',
              '<p>A part.</p>',
              `<figure class="kg-card kg-image-card"><img class="kg-image" src="${imageUrl}" alt="A &quot;line&quot;"></figure>`,
            ].join('\n'),
            feature_image: imageUrl,
            feature_image_alt: 'A dot',
            tags: [{ name: 'News' }],
            custom_excerpt: 'Short',
            canonical_url: 'https://example.com/first',
            visibility: 'members',
          },
        ],
      },
    },
  ])
})

test('an answer that got lost is found again by the slug, and nothing is posted twice', async () => {
  let posted = 0
  const { fetch } = site(({ method, url }) => {
    if (url.includes('/slug/')) return posted > 0 ? { json: post } : undefined
    if (method !== 'POST') return undefined
    posted += 1
    throw broken('ECONNRESET')
  })
  const input = publishInput({ credentials, fetch, item: { title } })
  expect(await ghost.probe(input)).toBeUndefined()
  await expect(ghost.submit(input)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(await ghost.probe(input)).toEqual(published)
  expect(await ghost.submit({ ...input, attemptNo: 2 })).toEqual(published)
  expect(posted).toBe(1)
})

test.each<[string, FakeAnswer]>([
  ['a page that says 404', { status: 404, text: '<h1>Not found</h1>' }],
  ['a 404 of another server', { status: 404, json: { message: 'no route' } }],
  ['a page that says all is well', { status: 200, text: '<h1>Welcome</h1>' }],
])('%s is no word of Ghost’s that the post is not there', async (_, answer) => {
  const { fetch } = createFakeFetch(() => answer)
  await expect(ghost.probe(publishInput({ credentials, fetch, item: { title } }))).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('an image goes under a name with the ending of its type', async () => {
  const { fetch, calls } = site()
  await ghost.submit(publishInput({ credentials, fetch, item: { title, media: [mediaFile({ filename: 'фото', contentType: 'image/webp' })] } }))
  // A form holds files.
  const { file } = (calls[0]?.body ?? {}) as { file?: File }
  expect(file?.name).toBe('file.webp')
})

test('a draft has no address, and a post without a title is refused before any call', async () => {
  expect(await submitWith({ status: 201, json: { posts: [{ ...first, status: 'draft' }] } })).toEqual({ remoteId: first?.id, url: null })
  await expect(ghost.submit(publishInput({ credentials }))).rejects.toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('title') })
})

test.each<[string, FakeAnswer, string]>([
  ['an unknown key', { status: 401, json: refusal('UnauthorizedError', 'Unknown Admin API Key', { code: 'UNKNOWN_ADMIN_API_KEY' }) }, 'credentials_expired'],
  ['a wrong secret', { status: 401, json: refusal('UnauthorizedError', 'Invalid token: invalid signature', { code: 'INVALID_JWT' }) }, 'credentials_expired'],
  ['a garbled token', { status: 400, json: refusal('BadRequestError', 'Invalid token', { code: 'INVALID_JWT' }) }, 'credentials_expired'],
  ['a clock that is off', { status: 401, json: refusal('UnauthorizedError', 'Invalid token: jwt expired', { code: 'INVALID_JWT' }) }, 'unavailable'],
  ['a plan that allows no integrations', { status: 403, json: refusal('HostLimitError', 'Custom integrations limit') }, 'permission_missing'],
  ['a missing right', { status: 403, json: refusal('NoPermissionError', 'You do not have permission') }, 'permission_missing'],
  ['no Ghost there', { status: 404, text: '<h1>404</h1>' }, 'permission_missing'],
  ['a Ghost that is too old', { status: 406, json: refusal('RequestNotAcceptableError', 'Request not acceptable') }, 'permission_missing'],
  [
    'a field that is too long',
    { status: 422, json: refusal('ValidationError', 'Validation error', { context: 'Value in [posts.title]' }) },
    'content_rejected',
  ],
  ['a site in maintenance', { status: 503, json: refusal('MaintenanceError', 'In maintenance') }, 'unavailable'],
  ['another address', { status: 301, text: '', headers: { location: 'https://www.example.com/x' } }, 'permission_missing'],
  ['a page in between', { status: 302, text: '', headers: { location: 'https://www.example.com/mended' } }, 'unavailable'],
  ['a firewall', { status: 403, text: '<h1>Forbidden</h1>' }, 'permission_missing'],
  ['a failure', { status: 500, json: refusal('InternalServerError', 'Oh') }, 'outcome_unknown'],
])('%s', async (_, answer, kind) => {
  const error = await submitWith(answer).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ kind })
  expect(String(error)).not.toContain(secret.slice(0, 8))
})

test.each<[number, FakeAnswer, string]>([
  [415, { json: refusal('UnsupportedMediaTypeError', 'Please select a valid image.') }, 'media_rejected'],
  [413, { text: '<h1>Too large</h1>' }, 'media_rejected'],
  [502, { text: '' }, 'unavailable'],
])('status %d to an upload is %s', async (status, answer, kind) => {
  const { fetch, calls } = createFakeFetch(() => ({ status, ...answer }))
  await expect(ghost.submit(publishInput({ credentials, fetch, item: { title, media: [mediaFile()] } }))).rejects.toMatchObject({ kind })
  expect(calls).toHaveLength(1)
})

test('a pause is as long as the site says', async () => {
  await expect(submitWith({ status: 429, headers: { 'retry-after': '9' } })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 9_000 })
})
