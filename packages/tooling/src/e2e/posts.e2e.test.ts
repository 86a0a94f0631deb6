import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller, type Caller } from './caller.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let testCall: Caller
let testChannelId: string
let database: pg.Client

type BatchResult = Schemas['PostBatchResult']

beforeAll(async () => {
  flow = await runFlow()
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
  const key = await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })
  // As the contract has it; so below.
  testCall = createCaller({ baseUrl: flow.baseUrls[0] ?? '', apiKey: (key.json.data as Schemas['ApiKeyWithSecret']).apiKey })
  testChannelId = ((await testCall('POST', '/v1/channels', { body: { name: 'Sandbox' } })).json.data as Schemas['Channel']).id
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const later = () => new Date(Date.now() + 3_600_000).toISOString()
const countPosts = async (content: string) => (await database.query('select 1 from post where content = $1', [content])).rowCount
const statusOf = async (call: Caller, id: string) => ((await call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']).status

test('a batch judges each item alone and answers in its order', async () => {
  const answer = await flow.call('POST', '/v1/posts/batch', {
    body: {
      posts: [
        { channelId: flow.channelId, content: 'Batch 1', scheduledFor: later() },
        { channelId: 'channel_nowhere', content: 'Batch 2' },
        { channelId: flow.channelId, content: '' },
        { channelId: flow.channelId, content: 'Batch 4', unknown: true },
        { channelId: flow.channelId, content: 'Batch 5', scheduledFor: '2020-01-01T00:00:00Z' },
        { channelId: flow.channelId, content: 'Batch 6', mediaKeys: ['media_x'] },
        { channelId: flow.channelId, content: 'Batch 7', scheduledFor: later() },
        'no object',
      ],
    },
  })
  expect(answer.status, answer.text).toBe(200)
  const { results, summary } = answer.json.data as BatchResult
  expect(summary).toEqual({ total: 8, successful: 2, failed: 6 })
  expect(results.map(({ index, success }) => [index, success])).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((index) => [index, index === 0 || index === 6]))
  expect(results.map(({ post, error }) => post?.content ?? error?.code)).toEqual([
    'Batch 1',
    'CHANNEL_NOT_FOUND',
    'VALIDATION_ERROR',
    'VALIDATION_ERROR',
    'VALIDATION_ERROR',
    'MEDIA_NOT_FOUND',
    'Batch 7',
    'VALIDATION_ERROR',
  ])
  expect(results[3]?.error?.details[0]?.field).toBe('unknown')
  expect((await flow.call('GET', `/v1/posts/${results[6]?.post?.id}`)).json.data).toEqual(results[6]?.post)
})

test('an atomic batch is all or nothing, and names what failed by its place', async () => {
  const posts = ['Atomic', 'Atomic', ''].map((content) => ({ channelId: flow.channelId, content, scheduledFor: later() }))
  const refused = await flow.call('POST', '/v1/posts/batch', { body: { posts, atomic: true } })
  expect(refused.status).toBe(400)
  expect(refused.json.error?.details.map((detail) => detail.field)).toEqual(['posts[2].content'])
  expect(await countPosts('Atomic')).toBe(0)
  const made = await flow.call('POST', '/v1/posts/batch', { body: { posts: posts.slice(0, 2), atomic: true } })
  const ids = (made.json.data as BatchResult).results.map(({ post }) => post?.id ?? '')

  const half = await flow.call('PATCH', '/v1/posts/batch', {
    body: {
      posts: [
        { id: ids[0], content: 'Changed' },
        { id: 'post_x', content: 'Changed' },
      ],
      atomic: true,
    },
  })
  expect(half.status).toBe(400)
  expect(half.json.error?.details[0]?.field).toBe('posts[1]')
  expect(await countPosts('Changed')).toBe(0)
  const gone = await flow.call('POST', '/v1/posts/batch/delete', { body: { postIds: [ids[1], 'post_x'], atomic: true } })
  expect(gone.json.error?.details[0]?.field).toBe('postIds[1]')
  expect(await countPosts('Atomic')).toBe(2)
})

test('many posts are changed and deleted; an id that stands twice fails the second time', async () => {
  const posts = Array.from({ length: 3 }, () => ({ channelId: flow.channelId, content: 'Old', scheduledFor: later() }))
  const made = (await flow.call('POST', '/v1/posts/batch', { body: { posts } })).json.data as BatchResult
  const [one, two, three] = made.results.map(({ post }) => post?.id ?? '')
  const changed = (
    await flow.call('PATCH', '/v1/posts/batch', {
      body: { posts: [{ id: three, content: 'New' }, { id: one, content: 'New' }, { id: one, content: 'Twice' }, { id: two }] },
    })
  ).json.data as BatchResult
  expect(changed.results.map(({ post, error }) => post?.content ?? error?.code)).toEqual(['New', 'New', 'VALIDATION_ERROR', 'VALIDATION_ERROR'])
  const deleted = (await flow.call('POST', '/v1/posts/batch/delete', { body: { postIds: [one, one, 'post_x', three] } })).json
    .data as Schemas['PostBatchDeleteResult']
  expect(deleted.results.map(({ postId, success, error }) => [postId, success, error?.code])).toEqual([
    [one, true, undefined],
    [one, false, 'VALIDATION_ERROR'],
    ['post_x', false, 'POST_NOT_FOUND'],
    [three, true, undefined],
  ])
})

test('a thousand posts in one request, repeated with its key, are a thousand', async () => {
  const posts = Array.from({ length: 1_000 }, (_, index) => ({
    channelId: flow.channelId,
    content: 'Thousand',
    scheduledFor: new Date(Date.now() + 3_600_000 + index).toISOString(),
  }))
  const headers = { 'idempotency-key': 'thousand' }
  const first = await flow.call('POST', '/v1/posts/batch', { body: { posts }, headers })
  expect((first.json.data as BatchResult).summary).toEqual({ total: 1_000, successful: 1_000, failed: 0 })
  const second = await flow.call('POST', '/v1/posts/batch', { body: { posts }, headers })
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(second.text).toBe(first.text)
  expect(await countPosts('Thousand')).toBe(1_000)
  const tooMany = await flow.call('POST', '/v1/posts/batch', { body: { posts: [...posts, posts[0]] } })
  expect(tooMany.json.error?.details[0]).toEqual({ field: 'posts', message: 'must have at most 1000 entries' })
})

test('a preflight shows what would go out and creates nothing', async () => {
  const body = { channelId: flow.channelId, content: 'Preflight', overrides: { feed: { content: 'For the feed' } }, thread: [{ content: 'And more' }] }
  const { data } = (await flow.call('POST', '/v1/posts/preflight', { body })).json
  expect(data).toMatchObject({
    isAccepted: true,
    findings: [],
    connections: [
      {
        network: 'feed',
        isAccepted: true,
        parts: [
          { content: 'For the feed', mediaKeys: [] },
          { content: 'And more', mediaKeys: [] },
        ],
      },
    ],
  })
  expect(await countPosts('Preflight')).toBe(0)
  const created = await flow.call('POST', '/v1/posts', { body })
  const { id } = created.json.data as Schemas['Post']
  await until('the post is done', async () => (await statusOf(flow.call, id)) === 'done')
  const { feedUrl } = (await flow.call('GET', `/v1/channels/${flow.channelId}`)).json.data as Schemas['Channel']
  const page = await (await fetch(feedUrl ?? '')).text()
  expect(page).toContain('For the feed')
  expect(page).toContain('And more')
  expect(page).not.toContain('Preflight')
})

test('a blocked post goes out once it is retried, and only what did not get through', async () => {
  const make = async (content: string) =>
    ((await testCall('POST', '/v1/posts', { body: { channelId: testChannelId, content } })).json.data as Schemas['Post']).id
  const id = await make('[[sandbox:reject]]')
  await until('it is blocked', async () => (await statusOf(testCall, id)) === 'blocked')
  await database.query("update post set content = 'Now it works' where id = $1", [id])
  expect((await testCall('POST', `/v1/posts/${id}/retry`)).json.data).toMatchObject({ id, status: 'flowing', reason: null })
  await until('it is done', async () => (await statusOf(testCall, id)) === 'done')
  const again = await testCall('POST', `/v1/posts/${id}/retry`)
  expect([again.status, again.json.error?.code]).toEqual([409, 'POST_NOT_RETRYABLE'])
  expect((await testCall('POST', '/v1/posts/post_x/retry')).json.error?.code).toBe('POST_NOT_FOUND')

  const unclear = await make('[[sandbox:reject]]')
  await until('it is blocked', async () => (await statusOf(testCall, unclear)) === 'blocked')
  await database.query("update publication set reason_code = 'outcome_unknown' where post_id = $1", [unclear])
  expect((await testCall('POST', `/v1/posts/${unclear}/retry`, { body: {} })).json.error?.code).toBe('OUTCOME_UNKNOWN')
  expect((await testCall('POST', `/v1/posts/${unclear}/retry`, { body: { acceptDuplicateRisk: true } })).status).toBe(200)
})

test('the event log tells the story of a post, and analytics counts it', async () => {
  const { id } = (await testCall('POST', '/v1/posts', { body: { channelId: testChannelId, content: 'Story' } })).json.data as Schemas['Post']
  await until('it is done', async () => (await statusOf(testCall, id)) === 'done')
  const events = (await testCall('GET', `/v1/events?filter[subjectId]=${id}&sort=createdAt`)).json.data as Schemas['Event'][]
  expect(events.map(({ type }) => type)).toEqual(['post.created', 'post.delivered'])
  expect(events[1]?.data).toMatchObject({ post: { id, status: 'done' } })
  const created = await testCall('GET', '/v1/events?filter[type]=channel.created')
  expect(created.json.data).toMatchObject([{ subjectId: testChannelId }])
  // Of test objects alone: a live key sees none of these.
  expect((await flow.call('GET', `/v1/events?filter[subjectId]=${id}`)).json.data).toEqual([])

  const from = Date.now() - 3_600_000
  const overview = (await testCall('GET', `/v1/analytics/overview?from=${from}&to=${Date.now() + 7_200_000}`)).json.data as Schemas['AnalyticsOverview']
  const total = (await database.query("select count(*)::int as count from post where mode = 'test'")).rows[0].count
  expect(overview.posts.total).toBe(total)
  expect(overview.posts.queued + overview.posts.flowing + overview.posts.done + overview.posts.blocked).toBe(total)
  expect(overview.byNetwork).toMatchObject([{ network: 'sandbox', publications: { total } }])
  expect(overview.byChannel).toMatchObject([{ channelId: testChannelId, posts: { total } }])
  expect(overview.byDay.reduce((sum, day) => sum + day.posts.total, 0)).toBe(total)
  expect(overview.lateness.count).toBe(overview.publications.published)
  expect(overview.lateness.maxMs).toBeGreaterThanOrEqual(overview.lateness.medianMs ?? 0)
  const wrong = await testCall('GET', '/v1/analytics/overview?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')
  expect(wrong.json.error?.details[0]?.field).toBe('from')
})
