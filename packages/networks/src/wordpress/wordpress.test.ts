import { expect, test } from 'vitest'
import { broken, createFakeFetch, type Call, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import index from './fixtures/index.json' with { type: 'json' }
import me from './fixtures/me.json' with { type: 'json' }
import media from './fixtures/media.json' with { type: 'json' }
import notLoggedIn from './fixtures/not-logged-in.json' with { type: 'json' }
import post from './fixtures/post.json' with { type: 'json' }
import statusForbidden from './fixtures/status-forbidden.json' with { type: 'json' }
import { createWordPress } from './index.ts'

const wordpress = createWordPress()
const credentials = { server: 'https://blog.example.com/', username: 'editor', applicationPassword: 'abcd EFGH 1234' }
const api = 'https://blog.example.com/wp-json/wp/v2'
const title = 'Héllo from Flow!'
const slug = 'hello-from-flow-b2549aa9'

/** Answers by the end of the address; `posts` alone makes something public. */
const site = (own: (call: Call) => FakeAnswer | undefined = () => undefined) =>
  createFakeFetch((call) => {
    const answer = own(call)
    if (answer) return answer
    const path = new URL(call.url).pathname
    if (path.endsWith('/wp-json/')) return { json: index }
    if (path.endsWith('/users/me')) return { json: me }
    if (path.endsWith('/media')) return { status: 201, json: media }
    if (path.endsWith('/posts') && call.method === 'GET') return { json: [] }
    return { status: 201, json: post }
  })
const page = (status: number): FakeAnswer => ({ status, text: '<html><title>Blocked</title></html>' })
const submitWith = (answer: FakeAnswer) => wordpress.submit(publishInput({ credentials, fetch: createFakeFetch(() => answer).fetch, item: { title } }))

test('a site is connected as one user who may publish', async () => {
  const { fetch, headers } = site()
  expect(await wordpress.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: 'blog.example.com#1',
    handle: 'editor',
    displayName: 'Flow & Friends',
    url: 'https://blog.example.com',
    expiresAt: null,
    credentials: { apiRoot: 'pretty' },
  })
  expect(headers[1]?.get('authorization')).toBe(`Basic ${Buffer.from('editor:abcd EFGH 1234').toString('base64')}`)
  const contributor = site(({ url }) => (url.includes('users/me') ? { json: { ...me, capabilities: { edit_posts: true } } } : undefined))
  await expect(wordpress.verify?.(publishInput({ credentials, fetch: contributor.fetch }))).rejects.toMatchObject({ kind: 'permission_missing' })
})

test('a page in place of a list is no word that the post is not there', async () => {
  const { fetch } = createFakeFetch(() => page(200))
  await expect(wordpress.probe(publishInput({ credentials, fetch, item: { title } }))).rejects.toMatchObject({ kind: 'unavailable' })
})

test('notices that PHP shows in front of an answer do no harm', async () => {
  const notice = '<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/{a}.php</b> on line <b>3</b><br />\n'
  expect(await submitWith({ status: 201, text: `${notice}${JSON.stringify(post)}` })).toMatchObject({ remoteId: String(post.id) })
})

test('a title, an excerpt and names of tags read as they were written, and are no HTML', async () => {
  const { fetch, calls } = site(({ url, method }) => (url.includes('/tags') ? { json: method === 'GET' ? [] : { id: 4 } } : undefined))
  const options = { excerpt: 'a <i> & b', tags: ['C<T> & D'] }
  await wordpress.submit(publishInput({ credentials, fetch, item: { title: '<script>x</script> 5 < 6 & "7"', options } }))
  expect(calls.find(({ url, method }) => url.endsWith('/tags') && method === 'POST')?.body).toEqual({ name: 'C&lt;T&gt; &amp; D' })
  expect(calls.at(-1)?.body).toMatchObject({ title: '&lt;script&gt;x&lt;/script&gt; 5 &lt; 6 &amp; "7"', excerpt: 'a &lt;i&gt; &amp; b' })
})

test('a site that fails over the smaller sizes of an image goes on with it, and gets it once', async () => {
  const progress = memoryProgress()
  let isShortOfMemory = true
  const { fetch, calls } = site(({ url }) => {
    if (url.endsWith('/media')) return { ...page(500), headers: { 'x-wp-upload-attachment-id': '7' } }
    return url.endsWith('/post-process') ? (isShortOfMemory ? page(500) : { json: media }) : undefined
  })
  const input = publishInput({ credentials, fetch, progress, item: { title, media: [mediaFile()] } })
  await expect(wordpress.submit(input)).rejects.toMatchObject({ kind: 'unavailable' })
  isShortOfMemory = false
  await wordpress.submit({ ...input, attemptNo: 2 })
  expect(calls.map(({ url }) => url.replace(api, '')).filter((path) => path.startsWith('/media'))).toEqual([
    '/media',
    '/media/7/post-process',
    '/media/7/post-process',
  ])
})

test('a text becomes escaped paragraphs with links, and no shortcode', async () => {
  const { fetch, calls } = site()
  const text = 'Ünder [gallery] <b>: https://example.com/?a=1&b=2 now\nsame\n\nnext'
  const byteStart = Buffer.from(text.slice(0, text.indexOf('https'))).length
  const value = 'https://example.com/?a=1&b=2'
  const facets = [{ kind: 'link' as const, byteStart, byteEnd: byteStart + value.length, value }]
  const options = { status: 'draft', excerpt: 'Short' }
  await wordpress.submit(publishInput({ credentials, fetch, item: { title, text, facets, rest: ['A part, (https://flow.example).'], options } }))
  expect(calls).toEqual([
    {
      url: `${api}/posts`,
      method: 'POST',
      body: {
        title,
        slug,
        status: 'draft',
        excerpt: 'Short',
        content: [
          '<p>Ünder &#091;gallery] &lt;b&gt;: <a href="https://example.com/?a=1&amp;b=2">https://example.com/?a=1&amp;b=2</a> now<br>same</p>',
          '<p>next</p>',
          '<p>A part, (<a href="https://flow.example">https://flow.example</a>).</p>',
        ]
          .map((html) => `<!-- wp:paragraph -->\n${html}\n<!-- /wp:paragraph -->`)
          .join('\n\n'),
      },
    },
  ])
})

test('the first image is featured, the others stand in the text, and none is uploaded twice', async () => {
  const progress = memoryProgress()
  let isDown = true
  const answer = (call: Call) => (isDown && call.method === 'POST' && call.url === `${api}/posts` ? page(503) : undefined)
  const first = site(answer)
  const files = [mediaFile({ filename: 'größe "x".png', altText: 'A "dot"' }), mediaFile({ key: 'media_2', kind: 'video', filename: 'clip.mp4' })]
  const input = { credentials, progress, item: { title, media: files } }
  await expect(wordpress.submit(publishInput({ ...input, fetch: first.fetch }))).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(first.calls.map(({ url }) => url.replace(api, ''))).toEqual(['/media', `/media/${media.id}`, '/media', '/posts'])
  expect(first.headers[0]?.get('content-disposition')).toBe('attachment; filename="gro-e-x.png"')
  expect(first.calls[0]?.body).toEqual(new Uint8Array([1, 2, 3]))
  expect(first.calls[1]?.body).toEqual({ alt_text: 'A "dot"' })
  isDown = false
  const second = site(answer)
  expect(await wordpress.submit(publishInput({ ...input, attemptNo: 2, fetch: second.fetch }))).toEqual({ remoteId: String(post.id), url: post.link })
  expect(second.calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(['GET /wp-json/wp/v2/posts', 'POST /wp-json/wp/v2/posts'])
  const sent = second.calls[1]?.body as { featured_media: number; content: string; slug: string }
  expect(sent.featured_media).toBe(media.id)
  expect(sent.content).toContain(
    `<!-- wp:video {"id":${media.id}} -->\n<figure class="wp-block-video"><video controls src="${media.source_url}"></video></figure>`,
  )
  expect(sent.slug).toBe(slug)
})

test('an answer that got lost is found again by the slug, and nothing is posted twice', async () => {
  let posted = 0
  const { fetch, calls } = site(({ method, url }) => {
    if (method === 'GET') return { json: posted > 0 ? [post] : [] }
    if (url !== `${api}/posts`) return undefined
    posted += 1
    throw broken('ECONNRESET')
  })
  const input = publishInput({ credentials, fetch, item: { title } })
  expect(await wordpress.probe(input)).toBeUndefined()
  await expect(wordpress.submit(input)).rejects.toMatchObject({ kind: 'outcome_unknown' })
  expect(await wordpress.probe(input)).toEqual({ remoteId: String(post.id), url: post.link })
  expect(await wordpress.submit({ ...input, attemptNo: 2 })).toEqual({ remoteId: String(post.id), url: post.link })
  expect(posted).toBe(1)
  expect(new URL(calls.at(-1)?.url ?? '').searchParams.get('slug')).toBe(slug)
  expect(new URL(calls.at(-1)?.url ?? '').searchParams.get('status')).toBe('any')
})

test('categories and tags go by name: found, created, or there already', async () => {
  const { fetch, calls } = site(({ method, url, body }) => {
    if (url === `${api}/posts`) return undefined
    if (method === 'GET') return { json: url.includes(`search=${encodeURIComponent('q&amp;a')}`) ? [{ id: 3, name: 'Q&amp;A' }] : [] }
    const { name } = body as { name: string }
    return name === 'Old'
      ? { status: 400, json: { code: 'term_exists', message: 'It exists.', data: { status: 400, term_id: 9 } } }
      : { status: 201, json: { id: 4 } }
  })
  await wordpress.submit(publishInput({ credentials, fetch, item: { title, options: { tags: ['q&a', 'New', 'New'], categories: ['Old'] } } }))
  expect(calls.at(-1)?.body).toMatchObject({ tags: [3, 4], categories: [9] })
  const mayNot = site(({ url, method }) =>
    method === 'GET' || url === `${api}/posts` ? undefined : { status: 403, json: { code: 'rest_cannot_create', message: 'No' } },
  )
  await expect(wordpress.submit(publishInput({ credentials, fetch: mayNot.fetch, item: { title, options: { categories: ['Mine'] } } }))).rejects.toMatchObject({
    kind: 'permission_missing',
    message: expect.stringContaining('"Mine"'),
  })
})

test('what is not published has no address', async () => {
  expect(await submitWith({ status: 201, json: { ...post, status: 'pending' } })).toEqual({ remoteId: String(post.id), url: null })
  await expect(wordpress.submit(publishInput({ credentials }))).rejects.toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('title') })
})

test.each<[string, FakeAnswer, string]>([
  ['a wrong password', { status: 401, json: notLoggedIn }, 'credentials_expired'],
  ['a wrong password in newer versions', { status: 401, json: { code: 'incorrect_password', message: 'Wrong' } }, 'credentials_expired'],
  ['an unknown user', { status: 401, json: { code: 'invalid_username', message: '<strong>Error:</strong> Unknown' } }, 'credentials_expired'],
  ['a post by nobody', { status: 401, json: { code: 'rest_cannot_create', message: 'Sorry' } }, 'credentials_expired'],
  ['no application passwords', { status: 401, json: { code: 'application_passwords_disabled', message: 'Off' } }, 'permission_missing'],
  ['a role that may not', { status: 403, json: { code: 'rest_cannot_publish', message: 'Sorry' } }, 'permission_missing'],
  ['a route that is off', { status: 404, json: { code: 'rest_no_route', message: 'No route' } }, 'permission_missing'],
  ['a firewall (401)', page(401), 'permission_missing'],
  ['a firewall (403)', page(403), 'permission_missing'],
  ['no API (404)', page(404), 'permission_missing'],
  ['a bad field', { status: 400, json: { code: 'rest_invalid_param', message: 'Invalid parameter(s): title' } }, 'content_rejected'],
  ['another address', { status: 301, text: '', headers: { location: 'https://www.example.com/' } }, 'permission_missing'],
  ['a page in between', { status: 302, text: '', headers: { location: 'https://www.example.com/mended' } }, 'unavailable'],
  ['an API that is off', { status: 401, json: { code: 'rest_disabled', message: 'The REST API is off' } }, 'permission_missing'],
  ['a failure', { status: 500, json: { code: 'db_insert_error', message: 'Could not insert' } }, 'outcome_unknown'],
])('%s', async (_, answer, kind) => {
  const error = await submitWith(answer).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ kind })
  expect(String(error)).not.toContain('EFGH')
})

test.each<[string, FakeAnswer, string]>([
  ['a type that is not allowed', { status: 500, json: { code: 'rest_upload_sideload_error', message: 'Not allowed' } }, 'media_rejected'],
  ['an upload that fails', { status: 500, json: { code: 'rest_upload_unknown_error', message: 'Unknown' } }, 'media_rejected'],
  ['a file too large for the web server', page(413), 'media_rejected'],
  ['a file too large for PHP', { status: 200, text: '<b>Warning</b>: POST Content-Length exceeds the limit' }, 'media_rejected'],
  ['a site that is down', page(502), 'unavailable'],
])('an upload: %s', async (_, answer, kind) => {
  const { fetch, calls } = site(({ url }) => (url.endsWith('/media') ? answer : undefined))
  await expect(wordpress.submit(publishInput({ credentials, fetch, item: { title, media: [mediaFile()] } }))).rejects.toMatchObject({ kind })
  expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

test('a look-up under a revoked password says so, and a pause is as long as the site says', async () => {
  const { fetch } = createFakeFetch(() => ({ status: 400, json: statusForbidden }))
  await expect(wordpress.probe(publishInput({ credentials, fetch, item: { title } }))).rejects.toMatchObject({ kind: 'credentials_expired' })
  await expect(submitWith({ status: 429, headers: { 'retry-after': '17' } })).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 17_000 })
})
