import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { pictureFile } from '../testing/picture.ts'
import { useSimulator } from '../testing/use-simulator.ts'

const simulator = useSimulator()
const secret = 'abcdef0123456789'
const url = (path: string) => `${simulator.at('ghost')}/ghost/api/admin${path}`

function sign({
  kid = 'key1',
  aud = '/admin/',
  lifeSeconds = 300,
  ageSeconds = 0,
  with: key = secret,
}: {
  kid?: string
  aud?: string
  lifeSeconds?: number
  ageSeconds?: number
  with?: string
} = {}) {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1_000) - ageSeconds
  const text = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode({ iat, exp: iat + lifeSeconds, aud })}`
  return { authorization: `Ghost ${text}.${createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('base64url')}` }
}
const post = (fields: object, headers: Record<string, string> = sign()) => call(url('/posts/?source=html'), { json: { posts: [fields] }, headers })

test('a post is published, found by its slug, changed and deleted', async () => {
  const made = await post({ title: 'Hello', html: '<p>Hi</p>', status: 'published', slug: 'flow-1' })
  expect(made.status).toBe(201)
  const [{ id, url: address }] = made.json.posts
  expect(address).toBe(`${simulator.at('ghost')}/flow-1/`)
  expect(simulator.current.published()).toMatchObject([{ account: 'key1', title: 'Hello', text: '<p>Hi</p>' }])
  const found = (await call(url('/posts/slug/flow-1/'), { headers: sign() })).json.posts[0]
  expect(found.id).toBe(id)
  const change = (updated_at: string | undefined) =>
    call(url(`/posts/${id}/`), { method: 'PUT', json: { posts: [{ title: 'Bye', updated_at }] }, headers: sign() })
  expect((await change(undefined)).status).toBe(422)
  expect((await change('2020-01-01T00:00:00.000Z')).json.errors[0].type).toBe('UpdateCollisionError')
  expect((await change(found.updated_at)).json.posts[0].title).toBe('Bye')
  expect((await call(url(`/posts/${id}/`), { method: 'DELETE', headers: sign() })).status).toBe(204)
  expect((await call(url('/posts/slug/flow-1/'), { headers: sign() })).status).toBe(404)
})

test('a slug that is taken gets a number; drafts are not public', async () => {
  await post({ title: 'Hello', status: 'published', slug: 'flow-1' })
  expect((await post({ title: 'Hello', slug: 'flow-1' })).json.posts[0].slug).toBe('flow-1-2')
  expect(simulator.current.published()).toHaveLength(1)
})

test('a token is looked at whole', async () => {
  simulator.current.configure({ ghostSecrets: { key1: secret } })
  const code = async (headers?: Record<string, string>) => {
    const answer = await call(url('/config/'), { ...(headers ? { headers } : {}) })
    return [answer.status, answer.json.errors?.[0].code ?? answer.json.errors?.[0].type]
  }
  expect(await code(sign())).toEqual([200, undefined])
  expect(await code()).toEqual([403, 'NoPermissionError'])
  expect(await code({ authorization: 'Ghost garbled' })).toEqual([400, 'INVALID_JWT'])
  expect(await code(sign({ ageSeconds: 600 }))).toEqual([401, 'INVALID_JWT'])
  expect(await code(sign({ lifeSeconds: 900 }))).toEqual([401, 'INVALID_JWT'])
  expect(await code(sign({ aud: '/other/' }))).toEqual([401, 'INVALID_JWT'])
  expect(await code(sign({ with: 'ffff' }))).toEqual([401, 'INVALID_JWT'])
  expect(await code(sign({ kid: 'revoked-key' }))).toEqual([401, 'UNKNOWN_ADMIN_API_KEY'])
})

test('images are uploaded, titles have a limit, the site tells of itself', async () => {
  const multipart = new FormData()
  multipart.set('file', pictureFile())
  multipart.set('ref', 'a.png')
  const uploaded = await call(url('/images/upload/'), { multipart, headers: sign() })
  expect(uploaded.json.images).toMatchObject([{ ref: 'a.png', url: expect.stringMatching(/^http/) }])
  expect((await fetch(uploaded.json.images[0].url)).status).toBe(200)
  expect((await post({ title: 'x'.repeat(256) })).json.errors[0]).toMatchObject({ type: 'ValidationError', property: 'title' })
  expect((await post({ title: ' ' })).status).toBe(422)
  expect((await call(url('/site/'))).json.site.version).toBe('6.65')
})
