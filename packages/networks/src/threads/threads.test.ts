import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeFetch, type Call } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { memoryProgress, publishInput } from '../testing/publish-input.ts'
import me from './fixtures/me.json' with { type: 'json' }
import posts from './fixtures/posts.json' with { type: 'json' }
import { createThreads } from './index.ts'

const threads = createThreads()
const credentials = { accessToken: 'the-secret-token' }
const error = (code: number, error_subcode?: number, more: object = {}) => ({
  error: { message: 'It did not work', type: 'OAuthException', code, ...(error_subcode === undefined ? {} : { error_subcode }), fbtrace_id: 'A1', ...more },
})

type Reply = ReturnType<Parameters<typeof createFakeFetch>[0]>
/** Containers are c1, c2, ... in the order in which they are made. */
function network(change: (call: Call) => Reply | undefined = () => undefined) {
  let made = 0
  return createFakeFetch((call) => {
    const own = change(call)
    if (own) return own
    const { method, url } = call
    if (url.endsWith('/me/threads')) {
      made += 1
      return { json: { id: `c${made}` } }
    }
    if (url.endsWith('/threads_publish')) return { json: { id: '18000000000000002' } }
    if (method === 'GET' && /\/me\/(?:threads|replies)\?/.test(url)) return { json: posts }
    return { json: { id: 'c1', status: 'FINISHED' } }
  })
}
const submit = (input: Parameters<typeof publishInput>[0], adapter = threads) => {
  const settled = adapter.submit(publishInput({ credentials, signal: new AbortController().signal, ...input })).catch((thrown: unknown) => thrown)
  return vi.runAllTimersAsync().then(() => settled)
}
const bodies = (calls: Call[]) => calls.filter(({ method }) => method === 'POST').map(({ body }) => body)
const paths = (calls: Call[]) => calls.map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/v1.0/', '')}`)
const token = { access_token: 'the-secret-token' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('an account is who Threads says', async () => {
  const { fetch } = createFakeFetch(() => ({ json: me }))
  expect(await threads.verify?.(publishInput({ credentials, fetch }))).toEqual({
    remoteId: '17841405793187218',
    handle: '@flownews',
    displayName: 'Flow News',
    url: 'https://www.threads.com/@flownews',
    expiresAt: null,
  })
})

test('a post is made, waited for and published; its address is asked for afterwards', async () => {
  const states = ['IN_PROGRESS', 'FINISHED']
  const { fetch, calls } = network(({ url }) => (url.includes('/c1?') ? { json: { status: states.shift() } } : undefined))
  const published = { remoteId: '18000000000000002', url: null }
  expect(await submit({ fetch, item: { options: { topicTag: '#News', replyControl: 'mentioned_only' } } })).toEqual(published)
  expect(paths(calls)).toEqual(['POST me/threads', 'GET c1', 'GET c1', 'POST me/threads_publish'])
  expect(bodies(calls)).toEqual([
    { media_type: 'TEXT', text: 'Hello from Flow!', topic_tag: 'News', reply_control: 'mentioned_only', ...token },
    { creation_id: 'c1', ...token },
  ])
  const permalink = 'https://www.threads.com/@flownews/post/C2'
  const asked = createFakeFetch(() => ({ json: { id: published.remoteId, permalink } }))
  expect(await threads.finalize?.({ ...publishInput({ credentials, fetch: asked.fetch }), published })).toEqual({ url: permalink, warnings: [] })
})

test('parts and first comments reply to what is before them, without the options of the beginning', async () => {
  const parent = { remoteId: '11', url: null }
  const { fetch, calls } = network()
  await submit({ fetch, item: { kind: 'part', parent, root: parent, options: { topicTag: 'News' } } })
  await submit({ fetch, item: { kind: 'comment', parent, root: parent } })
  const reply = { media_type: 'TEXT', text: 'Hello from Flow!', reply_to_id: '11', ...token }
  expect([bodies(calls)[0], bodies(calls)[2]]).toEqual([reply, reply])
})

test('one medium is the post itself; several are children of it in their order', async () => {
  const image = mediaFile({ altText: 'A fox', publicUrl: 'https://flow.example/media/fox.png' })
  const film = mediaFile({ key: 'film', kind: 'video', contentType: 'video/mp4', publicUrl: 'https://flow.example/media/film.mp4' })
  const one = network()
  await submit({ fetch: one.fetch, item: { media: [image] } })
  expect(bodies(one.calls)[0]).toEqual({ media_type: 'IMAGE', image_url: image.publicUrl, alt_text: 'A fox', text: 'Hello from Flow!', ...token })
  const two = network()
  await submit({ fetch: two.fetch, item: { text: '', media: [film, image] } })
  expect(bodies(two.calls)).toEqual([
    { media_type: 'VIDEO', video_url: film.publicUrl, is_carousel_item: 'true', ...token },
    { media_type: 'IMAGE', image_url: image.publicUrl, alt_text: 'A fox', is_carousel_item: 'true', ...token },
    { media_type: 'CAROUSEL', children: 'c1,c2', ...token },
    { creation_id: 'c3', ...token },
  ])
})

test.each(['http://localhost:3000/m', 'http://10.1.2.3/m', 'https://flow/m', 'https://nas.local/m', 'http://[::1]:3000/m', 'http://172.20.0.2/m'])(
  'a medium at %s, which Threads can’t reach, is refused before any call',
  async (publicUrl) => {
    const refusal = { kind: 'media_rejected', message: expect.stringContaining('FLOW_PUBLIC_URL') }
    expect(await submit({ item: { media: [mediaFile({ publicUrl })] } })).toMatchObject(refusal)
    const played = createThreads({ baseUrl: 'http://127.0.0.1:9001/threads' })
    expect(await submit({ fetch: network().fetch, item: { media: [mediaFile({ publicUrl })] } }, played)).toMatchObject({ remoteId: '18000000000000002' })
  },
)

test('a topic that Threads can’t take is refused before any call', async () => {
  expect(await submit({ item: { options: { topicTag: 'v1.2' } } })).toMatchObject({ kind: 'content_rejected', message: expect.stringContaining('`topicTag`') })
})

test.each([
  [400, error(190, 463), 'credentials_expired'],
  [401, error(190, 460), 'credentials_expired'],
  [403, error(10), 'permission_missing'],
  [400, error(200), 'permission_missing'],
  [400, error(24, 4_279_013), 'permission_missing'],
  [400, error(-1, 2_207_051), 'permission_missing'],
  [400, error(368), 'permission_missing'],
  [403, error(4), 'rate_limited'],
  [400, error(80_007), 'rate_limited'],
  [400, error(9, 2_207_042), 'rate_limited'],
  [400, error(100), 'content_rejected'],
  [500, error(1), 'outcome_unknown'],
  [400, error(2, undefined, { is_transient: true }), 'outcome_unknown'],
] as const)('when it is published, status %d with %j is %s', async (status, json, kind) => {
  const { fetch } = network(({ url }) => (url.endsWith('/threads_publish') ? { status, json } : undefined))
  expect(await submit({ fetch })).toMatchObject({ kind, message: expect.not.stringContaining('the-secret-token') })
})

test.each([
  [500, error(2), 'unavailable'],
  [400, error(-1, 2_207_003), 'unavailable'],
  [400, error(9_004, 2_207_052), 'media_rejected'],
] as const)('before it is published, status %d with %j is %s', async (status, json, kind) => {
  const { fetch } = network(({ url }) => (url.endsWith('/me/threads') ? { status, json } : undefined))
  expect(await submit({ fetch })).toMatchObject({ kind })
})

test('a pause is as long as Meta says', async () => {
  const headers = { 'x-business-use-case-usage': JSON.stringify({ 17: [{ type: 'threads', call_count: 100, estimated_time_to_regain_access: 19 }] }) }
  const { fetch } = network(({ url }) => (url.endsWith('/threads_publish') ? { status: 403, json: error(4), headers } : undefined))
  expect(await submit({ fetch })).toMatchObject({ kind: 'rate_limited', retryAfterMs: 19 * 60_000 })
})

test('a container that Threads does not know yet is published a little later', async () => {
  let asked = 0
  const { fetch, calls } = network(({ url }) => (url.endsWith('/threads_publish') && ++asked < 3 ? { status: 400, json: error(24, 4_279_009) } : undefined))
  expect(await submit({ fetch })).toMatchObject({ remoteId: '18000000000000002' })
  expect(paths(calls).filter((path) => path.includes('publish'))).toHaveLength(3)
  const never = network(({ url }) => (url.endsWith('/threads_publish') ? { status: 400, json: error(24, 4_279_009) } : undefined))
  expect(await submit({ fetch: never.fetch })).toMatchObject({ kind: 'unavailable' })
})

test('containers are made once; one that is published already is not published again', async () => {
  const saved: Record<string, string> = {}
  const media = [mediaFile(), mediaFile({ key: 'media_2' })]
  const first = network(({ url }) => (url.endsWith('/threads_publish') ? { status: 500, json: error(1) } : undefined))
  expect(await submit({ fetch: first.fetch, progress: memoryProgress(saved), item: { media } })).toMatchObject({ kind: 'outcome_unknown' })
  const second = network()
  await submit({ fetch: second.fetch, progress: memoryProgress(saved), item: { media } })
  expect(paths(second.calls)).toEqual(['GET c1', 'GET c2', 'GET c3', 'POST me/threads_publish'])
  const third = network(({ url }) => (url.includes('/c3?') ? { json: { status: 'PUBLISHED' } } : undefined))
  expect(await submit({ fetch: third.fetch, progress: memoryProgress(saved), item: { media } })).toMatchObject({ remoteId: '18000000000000002' })
  expect(bodies(third.calls)).toEqual([])
})

test('a container that failed or ended is made anew next time', async () => {
  for (const [status, message, kind] of [
    ['EXPIRED', undefined, 'unavailable'],
    ['ERROR', 'FAILED_DOWNLOADING_VIDEO', 'media_rejected'],
    ['ERROR', 'INVALID_BIT_RATE', 'media_rejected'],
  ] as const) {
    const saved: Record<string, string> = {}
    const { fetch } = network(({ url }) => (url.includes('/c1?') ? { json: { status, error_message: message } } : undefined))
    expect(await submit({ fetch, progress: memoryProgress(saved) })).toMatchObject({ kind, message: expect.stringContaining(message ?? '') })
    expect(saved.container).toBe('')
  }
})

test('whether an earlier attempt is out, its container says; without one, the posts do', async () => {
  const container = JSON.stringify({ id: 'c1', expiresAtMs: Date.now() + 1_000 })
  const probe = (status: string, input: Parameters<typeof publishInput>[0]) => {
    const { fetch } = network(({ url }) => (url.includes('/c1?') ? { json: { status } } : undefined))
    return threads.probe(publishInput({ credentials, fetch, ...input })).catch((thrown: unknown) => thrown)
  }
  const known = () => memoryProgress({ container })
  const found = { remoteId: '18000000000000002', url: 'https://www.threads.com/@flownews/post/C2' }
  expect(await probe('PUBLISHED', { progress: known() })).toEqual(found)
  expect(await probe('FINISHED', { progress: known() })).toBeUndefined()
  expect(await probe('PUBLISHED', { progress: known(), item: { text: 'Not shown yet' } })).toMatchObject({ kind: 'outcome_unknown' })
  expect(await probe('', {})).toEqual(found)
  expect(await probe('', { item: { text: 'From the day before' } })).toBeUndefined()
  expect(await probe('', { item: { text: '', media: [mediaFile()] } })).toBeUndefined()
  expect(await probe('', { item: { kind: 'part', text: 'A part', parent: found } })).toMatchObject({ remoteId: '18000000000000003' })
  expect(await probe('', { item: { kind: 'part', text: 'A part', parent: { remoteId: '5', url: null } } })).toBeUndefined()
})
