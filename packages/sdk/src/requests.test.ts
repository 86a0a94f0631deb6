import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Flow } from './index.ts'
import { key, post } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL })
})
afterAll(() => server.close())

const folder = mkdtempSync(join(tmpdir(), 'flow-uploads-'))
const threeBytes = join(folder, 'own.png')
writeFileSync(threeBytes, new Uint8Array([1, 2, 3]))
afterAll(() => rmSync(folder, { recursive: true }))

const pagination = { page: 1, perPage: 20, total: 0, totalPages: 0, nextCursor: null }
const one = { body: { data: post } }
const many = { body: { data: [post], pagination } }
const gone = { status: 204 }

const calls: [string, () => PromiseLike<unknown>, object, string, string, unknown?][] = [
  ['posts.list', () => flow.posts.list(), many, 'GET', '/v1/posts'],
  [
    'posts.create',
    () => flow.posts.create({ channelId: 'c', content: 'x', scheduledFor: new Date(0) }),
    one,
    'POST',
    '/v1/posts',
    { channelId: 'c', content: 'x', scheduledFor: '1970-01-01T00:00:00.000Z' },
  ],
  ['posts.get', () => flow.posts.get('post_1'), one, 'GET', '/v1/posts/post_1'],
  ['posts.update', () => flow.posts.update('post_1', { content: null, scheduledFor: undefined }), one, 'PATCH', '/v1/posts/post_1', { content: null }],
  ['posts.delete', () => flow.posts.delete('post_1'), gone, 'DELETE', '/v1/posts/post_1'],
  ['posts.publications', () => flow.posts.publications('post_1'), { body: { data: [] } }, 'GET', '/v1/posts/post_1/publications'],
  ['channels.list', () => flow.channels.list({ sort: 'name' }), many, 'GET', '/v1/channels?sort=name'],
  [
    'channels.create',
    () => flow.channels.create({ name: 'My Channel', color: '#3B82F6' }),
    one,
    'POST',
    '/v1/channels',
    { name: 'My Channel', color: '#3B82F6' },
  ],
  ['channels.get', () => flow.channels.get('channel_1'), one, 'GET', '/v1/channels/channel_1'],
  ['channels.update', () => flow.channels.update('channel_1', { name: 'New' }), one, 'PATCH', '/v1/channels/channel_1', { name: 'New' }],
  ['channels.delete', () => flow.channels.delete('channel_1'), gone, 'DELETE', '/v1/channels/channel_1'],
  ['apiKeys.list', () => flow.apiKeys.list({ page: 2, perPage: 50 }), many, 'GET', '/v1/api-keys?page=2&perPage=50'],
  [
    'apiKeys.create',
    () => flow.apiKeys.create({ name: 'K', permissions: ['posts:write'] }),
    one,
    'POST',
    '/v1/api-keys',
    { name: 'K', permissions: ['posts:write'] },
  ],
  ['apiKeys.get', () => flow.apiKeys.get('key_1'), one, 'GET', '/v1/api-keys/key_1'],
  ['apiKeys.update', () => flow.apiKeys.update('key_1', { expiresAt: null }), one, 'PATCH', '/v1/api-keys/key_1', { expiresAt: null }],
  ['apiKeys.delete', () => flow.apiKeys.delete('key_1'), gone, 'DELETE', '/v1/api-keys/key_1'],
  ['media.list', () => flow.media.list({ cursor: 'a b' }), many, 'GET', '/v1/media?cursor=a+b'],
  ['media.get', () => flow.media.get('media_1'), one, 'GET', '/v1/media/media_1'],
  ['media.update', () => flow.media.update('media_1', { altText: null }), one, 'PATCH', '/v1/media/media_1', { altText: null }],
  ['media.delete', () => flow.media.delete('media_1'), gone, 'DELETE', '/v1/media/media_1'],
  ['media.getUrl', () => flow.media.getUrl('media_1'), { body: { data: { url: 'http://x/y', expiresAt: 'z' } } }, 'GET', '/v1/media/media_1/url'],
]

describe('every call sends the request the spec asks for', () => {
  test.each(calls)('%s', async (_name, call, scene, method, url, body) => {
    server.play(scene)
    await call()
    const request = server.seen[0]
    expect(server.seen).toHaveLength(1)
    expect([request?.method, request?.url]).toEqual([method, url])
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${key}`, accept: 'application/json' })
    expect(request?.headers['user-agent']).toMatch(/^flow-sdk-typescript\/\d/)
    expect(request?.body.toString()).toBe(body === undefined ? '' : JSON.stringify(body))
    expect(request?.headers['content-type']).toBe(body === undefined ? undefined : 'application/json')
    if (method === 'POST') expect(request?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    else expect(request?.headers['idempotency-key']).toBeUndefined()
  })

  test('filters are nested, dates are RFC 3339, lists are joined', async () => {
    server.play(many)
    await flow.posts.list({
      filter: { status: ['queued', 'done'], channelId: { ne: 'c&1' }, scheduledFor: { gte: new Date(0), lt: 5 }, content: undefined },
      sort: '-scheduledFor',
    })
    expect([...(server.seen[0]?.query ?? [])]).toEqual([
      ['filter[status][in]', 'queued,done'],
      ['filter[channelId][ne]', 'c&1'],
      ['filter[scheduledFor][gte]', '1970-01-01T00:00:00.000Z'],
      ['filter[scheduledFor][lt]', '5'],
      ['sort', '-scheduledFor'],
    ])
  })

  test('ids are percent-encoded, and those that would ask another route are refused', async () => {
    server.play(one)
    await flow.posts.get('a/../b?c#d %2e')
    expect(server.seen[0]?.url).toBe('/v1/posts/a%2F..%2Fb%3Fc%23d%20%252e')
    for (const id of ['', '.', '..']) await expect(flow.posts.get(id)).rejects.toThrow(TypeError)
    expect(server.seen).toHaveLength(1)
  })

  test('own headers and an own idempotency key', async () => {
    server.play(one)
    await flow.posts.create({ channelId: 'c' }, { idempotencyKey: 'mine', headers: { 'x-trace': 't' } })
    expect(server.seen[0]?.headers).toMatchObject({ 'idempotency-key': 'mine', 'x-trace': 't' })
  })
})

describe('answers', () => {
  test('are unwrapped, with fields and enum values this version does not know', async () => {
    server.play({ body: { data: { ...post, status: 'paused', novelty: { a: 1 } }, meta: 1 } })
    expect(await flow.posts.get('post_1')).toEqual({ ...post, status: 'paused', novelty: { a: 1 } })
  })

  test('a deletion gives nothing', async () => {
    server.play(gone)
    expect(await flow.posts.delete('post_1')).toBeUndefined()
  })
})

describe('uploads', () => {
  const media = { body: { data: { key: 'media_1' } } }

  test.each([
    ['bytes', new Uint8Array([1, 2, 3])],
    ['an ArrayBuffer', new Uint8Array([1, 2, 3]).buffer],
    ['a Blob', new Blob([new Uint8Array([1, 2, 3])])],
    ['a web stream', new Blob([new Uint8Array([1, 2, 3])]).stream()],
    ['a stream of Node', Readable.from([Buffer.from([1]), Buffer.from([2, 3])])],
    ['an opened file', createReadStream(threeBytes)],
    ['a path', threeBytes],
  ])('from %s', async (_name, file) => {
    server.play({ status: 503 }, media)
    const retrying = new Flow(key, { baseURL: server.baseURL, retryDelay: 1 })
    expect(await retrying.media.upload({ file, filename: 'sea "1" ö.png', altText: 'A sea' })).toEqual({ key: 'media_1' })
    expect(server.seen).toHaveLength(2)
    expect(server.seen[0]?.headers['idempotency-key']).toBe(server.seen[1]?.headers['idempotency-key'])
    for (const request of server.seen) {
      const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData()
      const sent = form.get('file')
      expect(sent).toBeInstanceOf(File)
      if (!(sent instanceof File)) continue
      expect([sent.name, [...new Uint8Array(await sent.arrayBuffer())]]).toEqual(['sea "1" ö.png', [1, 2, 3]])
      expect(form.get('altText')).toBe('A sea')
      expect(form.has('filename')).toBe(false)
    }
  })

  test.each([
    ['a File', () => new File(['x'], 'own.png')],
    ['a path', () => threeBytes],
    ['an opened file', () => createReadStream(threeBytes)],
  ])('%s brings its name, without its folder', async (_name, file) => {
    server.play(media)
    await flow.media.upload({ file: file() })
    expect(server.seen[0]?.body.toString()).toContain('filename="own.png"')
  })

  test('what is no file is refused before anything is sent', async () => {
    server.play(media)
    // A caller in JavaScript may pass anything.
    for (const file of [7, {}, ['x']]) await expect(flow.media.upload({ file: file as unknown as Blob })).rejects.toThrow(/must be a Blob/)
    await expect(flow.media.upload({ file: join(folder, 'missing.png') })).rejects.toThrow()
    expect(server.seen).toHaveLength(0)
  })
})
