import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { picture } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const basic = (user: string, password = 'abcd efgh') => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` })
const url = (path: string) => `${simulator.at('wordpress')}/wp-json${path}`
const post = (json: unknown, headers = basic('editor')) => call(url('/wp/v2/posts'), { json, headers })

test('the API is found from the home page, and the user is known', async () => {
  const home = await call(`${simulator.at('wordpress')}/`)
  const [, root = ''] = /<([^>]+)>; rel="https:\/\/api.w.org\/"/.exec(home.headers.get('link') ?? '') ?? []
  expect((await call(root)).json.namespaces).toContain('wp/v2')
  expect((await call(`${simulator.at('wordpress')}/?rest_route=/wp/v2/users/me`, { headers: basic('editor') })).json.name).toBe('editor')
  expect((await call(url('/wp/v2/users/me'))).json).toMatchObject({ code: 'rest_not_logged_in', data: { status: 401 } })
  expect((await call(url('/wp/v2/users/me'), { headers: basic('editor', 'revoked-x') })).json.code).toBe('incorrect_password')
})

test('a slug that is taken gets a number, and is found', async () => {
  const first = await post({ title: 'Hello', content: '<p>Hi</p>', status: 'publish', slug: 'flow-1' })
  expect([first.status, first.json.slug, first.json.link]).toEqual([201, 'flow-1', `${simulator.at('wordpress')}/flow-1/`])
  const second = await post({ title: 'Hello', content: '<p>Hi</p>', status: 'publish', slug: 'flow-1' })
  expect(second.json.slug).toBe('flow-1-2')
  expect((await call(url('/wp/v2/posts?slug=flow-1&status=any'), { headers: basic('editor') })).json).toMatchObject([{ id: first.json.id }])
  expect((await call(url('/wp/v2/posts?slug=flow-9'))).json).toEqual([])
  expect(simulator.current.duplicates()).toMatchObject([{ title: 'Hello', count: 2 }])
  await call(url(`/wp/v2/posts/${second.json.id}?force=true`), { method: 'DELETE', headers: basic('editor') })
  expect(simulator.current.published()).toHaveLength(1)
})

test('drafts and later posts are not public; publishing makes them so', async () => {
  const draft = await post({ title: 'Later' })
  expect(draft.json).toMatchObject({ status: 'draft', slug: '' })
  expect((await post({ title: 'Ahead', status: 'publish', date_gmt: '2099-01-01T00:00:00' })).json.status).toBe('future')
  expect(simulator.current.published()).toEqual([])
  expect((await call(url(`/wp/v2/posts/${draft.json.id}`))).json.code).toBe('rest_post_invalid_id')
  expect((await call(url(`/wp/v2/posts/${draft.json.id}`), { json: { status: 'publish' }, headers: basic('editor') })).json.slug).toBe('later')
  expect(simulator.current.published()).toMatchObject([{ account: 'editor', title: 'Later' }])
})

test('media are uploaded as bytes and become the picture of a post', async () => {
  const headers = { ...basic('editor'), 'content-type': 'image/png', 'content-disposition': 'attachment; filename="a.png"' }
  const media = await call(url('/wp/v2/media'), { bytes: picture, headers })
  expect([media.status, media.json.mime_type]).toEqual([201, 'image/png'])
  await call(url(`/wp/v2/media/${media.json.id}`), { json: { alt_text: 'a pixel' }, headers: basic('editor') })
  await post({ title: 'Look', status: 'publish', featured_media: media.json.id })
  expect(simulator.current.published()).toMatchObject([{ media: [{ alt: 'a pixel' }] }])
  const php = await call(url('/wp/v2/media'), { bytes: picture, headers: { ...headers, 'content-disposition': 'attachment; filename="a.php"' } })
  expect(php.status).toBe(500)
})

test('what can’t be posted', async () => {
  expect((await post({ status: 'publish' })).json.code).toBe('empty_content')
  expect((await post({ title: 'x', status: 'loud' })).json).toMatchObject({ code: 'rest_invalid_param', data: { params: { status: expect.any(String) } } })
  expect((await post({ title: 'x', featured_media: 99 })).json.code).toBe('rest_invalid_featured_media')
  expect((await post({ title: 'x' }, basic('reader', 'forbidden-x'))).json.code).toBe('rest_cannot_create')
  const tag = await call(url('/wp/v2/tags'), { json: { name: 'News' }, headers: basic('editor') })
  expect((await call(url('/wp/v2/tags'), { json: { name: 'news' }, headers: basic('editor') })).json).toMatchObject({
    code: 'term_exists',
    data: { term_id: tag.json.id },
  })
})
