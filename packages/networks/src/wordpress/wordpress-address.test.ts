import { expect, test } from 'vitest'
import { createFakeFetch, type Call, type FakeAnswer } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import index from './fixtures/index.json' with { type: 'json' }
import me from './fixtures/me.json' with { type: 'json' }
import media from './fixtures/media.json' with { type: 'json' }
import notLoggedIn from './fixtures/not-logged-in.json' with { type: 'json' }
import post from './fixtures/post.json' with { type: 'json' }
import { createWordPress } from './index.ts'

const wordpress = createWordPress()
const credentials = { server: 'https://blog.example.com/', username: 'editor', applicationPassword: 'abcd EFGH 1234' }
const title = 'Hello from Flow!'
const page = (status: number): FakeAnswer => ({ status, text: '<html><title>Flow</title></html>' })
const site = (own: (call: Call) => FakeAnswer | undefined) =>
  createFakeFetch(
    (call) => own(call) ?? (call.url.includes('users/me') ? { json: me } : call.url.endsWith('/posts') ? { status: 201, json: post } : { json: index }),
  )

test('where pretty links are off the API is found by its other address, which the credentials keep', async () => {
  const { fetch } = site(({ url }) => {
    if (url.includes('/wp-json')) return page(404)
    return { json: url.includes('users%2Fme') ? me : index }
  })
  expect(await wordpress.verify?.(publishInput({ credentials, fetch }))).toMatchObject({ credentials: { apiRoot: 'plain' } })
  const plain = createFakeFetch(() => ({ status: 201, json: post }))
  await wordpress.submit(publishInput({ credentials: { ...credentials, apiRoot: 'plain' }, fetch: plain.fetch, item: { title } }))
  expect(plain.calls.map(({ url }) => url)).toEqual(['https://blog.example.com/?rest_route=%2Fwp%2Fv2%2Fposts'])
})

test.each<[string, FakeAnswer]>([
  ['the front page', { status: 200, text: '<html><title>Flow</title></html>' }],
  ['the way to another page', { status: 301, text: '', headers: { location: 'https://blog.example.com/wp-json/wp/v2/' } }],
])('a server that shows %s where pretty links are off has its API found too', async (_, answer) => {
  const { fetch } = site(({ url }) => (url.includes('/wp-json') ? answer : { json: url.includes('users%2Fme') ? me : index }))
  expect(await wordpress.verify?.(publishInput({ credentials, fetch }))).toMatchObject({ credentials: { apiRoot: 'plain' } })
})

test('pretty links that were turned off after connecting cost a second attempt, and nothing is posted or refused by mistake', async () => {
  let posted = 0
  const { fetch } = site(({ url, method }) => {
    if (url.includes('/wp-json')) return page(200)
    const path = new URL(url).searchParams.get('rest_route')
    if (path === '/') return { json: index }
    if (path === '/wp/v2/media') return { status: 201, json: media }
    if (method === 'GET') return { json: posted > 0 ? [post] : [] }
    posted += 1
    return { status: 201, json: post }
  })
  const input = publishInput({ credentials, fetch, item: { title } })
  await expect(wordpress.submit(input)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('permalinks') })
  expect(posted).toBe(0)
  expect(await wordpress.submit({ ...input, attemptNo: 2 })).toMatchObject({ remoteId: String(post.id) })
  await wordpress.submit({ ...input, progress: memoryProgress(), item: { ...input.item, media: [mediaFile()] } })
  expect(posted).toBe(2)
})

test('a site is the same by any of its pages, and a copy that still has the name of another host is not', async () => {
  const idAt = async ({ server, home }: { server: string; home: string }) => {
    const { fetch } = site(({ url }) => (url.includes('users/me') ? undefined : { json: { ...index, home } }))
    return (await wordpress.verify?.(publishInput({ credentials: { ...credentials, server }, fetch })))?.remoteId
  }
  const home = 'https://blog.example.com/news/'
  for (const server of [home, `${home}wp-admin/profile.php`, `${home}wp-login.php`, `${home}hello-world`])
    expect(await idAt({ server, home })).toBe('blog.example.com/news#1')
  expect(await idAt({ server: 'https://copy.example.com', home })).toBe('copy.example.com#1')
})

test('a site without application passwords is told from a wrong one', async () => {
  const verifyWith = (authentication: object) => {
    const { fetch } = site(({ url }) => (url.includes('users/me') ? { status: 401, json: notLoggedIn } : { json: { ...index, authentication } }))
    return wordpress.verify?.(publishInput({ credentials, fetch }))
  }
  await expect(verifyWith({})).rejects.toMatchObject({ kind: 'permission_missing', message: expect.stringContaining('HTTPS') })
  await expect(verifyWith({ 'application-passwords': {} })).rejects.toMatchObject({ kind: 'credentials_expired' })
})
