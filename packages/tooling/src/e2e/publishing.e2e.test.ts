import { setTimeout as sleep } from 'node:timers/promises'
import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

// Bounds in seconds stand at five times what is aimed at, since machines differ.
let flow: RunningFlow
let database: pg.Client

beforeAll(async () => {
  flow = await runFlow({ apis: 2, workers: 2 })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const create = async (body: object, apiKey?: string) => {
  const answer = await flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, ...body }, ...(apiKey ? { apiKey } : {}) })
  expect(answer.text).toContain('"data"')
  return answer.json.data as Schemas['Post']
}
const read = async (id: string, apiKey?: string) => (await flow.call('GET', `/v1/posts/${id}`, apiKey ? { apiKey } : {})).json.data as Schemas['Post']
const publicationsOf = async (id: string, apiKey?: string) =>
  (await flow.call('GET', `/v1/posts/${id}/publications`, apiKey ? { apiKey } : {})).json.data as Schemas['Publication'][]
const isSettled = async (id: string, apiKey?: string) => ['done', 'blocked'].includes((await read(id, apiKey)).status)
const entries = async (content: string) => (await database.query('select client_key from built_in_entry where content = $1', [content])).rowCount

test('an immediate post is on the public page, in every format, within a second', async () => {
  const { id, createdAt } = await create({ content: 'Now <script>alert(1)</script>' })
  await until('the post is done', () => isSettled(id))
  const [publication] = await publicationsOf(id)
  expect(publication).toMatchObject({ status: 'published', network: 'feed', attempts: 1, reason: null })
  expect(Date.parse(publication?.publishedAt ?? '') - Date.parse(createdAt)).toBeLessThan(5_000)

  const channel = (await flow.call('GET', `/v1/channels/${flow.channelId}`)).json.data as Schemas['Channel']
  const feedUrl = (channel.feedUrl ?? '').replace('localhost', '127.0.0.1')
  for (const suffix of ['', '.atom', '.rss', '.json']) {
    const page = await fetch(feedUrl + suffix)
    const text = await page.text()
    expect(text).toContain('Now ')
    if (suffix !== '.json') expect(text).not.toContain('<script>')
    expect(page.headers.get('x-robots-tag')).toBe('noindex')
    const again = await fetch(feedUrl + suffix, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  }
  expect((await fetch((publication?.url ?? '').replace('localhost', '127.0.0.1'))).status).toBe(200)
})

test('a scheduled post goes out at its time, not before, and is late by less than a second', async () => {
  const due = Date.now() + 6_000
  const { id } = await create({ content: 'Scheduled', scheduledFor: new Date(due).toISOString() })
  await sleep(4_000)
  expect((await read(id)).status).toBe('queued')
  await until('the post is done', () => isSettled(id))
  const [publication] = await publicationsOf(id)
  const latenessMs = Date.parse(publication?.publishedAt ?? '') - due
  console.log(`lateness of a scheduled post: ${latenessMs} ms`)
  expect(latenessMs).toBeGreaterThanOrEqual(0)
  expect(latenessMs).toBeLessThan(5_000)
})

test('200 posts due the same second are all done within five, each once', async () => {
  const due = new Date(Date.now() + 8_000)
  await Promise.all(Array.from({ length: 200 }, (_, index) => create({ content: `Burst ${index}`, scheduledFor: due.toISOString() })))
  const settled = "select count(*)::int as n, max(settled_at) as last from post where content like 'Burst %' and status = 'done'"
  await until('all 200 are done', async () => (await database.query(settled)).rows[0].n === 200, 60_000)
  const lastMs = (await database.query(settled)).rows[0].last.getTime() - due.getTime()
  console.log(`200 posts due at one instant: the last done after ${lastMs} ms`)
  expect(lastMs).toBeLessThan(25_000)
  expect((await database.query("select count(*)::int as n from built_in_entry where content like 'Burst %'")).rows[0].n).toBe(200)
})

test('a rescheduled or deleted post never goes out at its old time', async () => {
  const due = Date.now() + 10_000
  const soon = () => new Date(due).toISOString()
  const [moved, deleted, edited] = [
    await create({ content: 'Moved', scheduledFor: soon() }),
    await create({ content: 'Deleted', scheduledFor: soon() }),
    await create({ content: 'Before', scheduledFor: soon() }),
  ]
  // Three seconds ahead the promoter hands them over, two ahead a worker may take them.
  await sleep(due - 2_500 - Date.now())
  const answers = await Promise.all([
    flow.call('PATCH', `/v1/posts/${moved.id}`, { body: { scheduledFor: '2099-01-01T00:00:00Z' } }),
    flow.call('DELETE', `/v1/posts/${deleted.id}`),
    flow.call('PATCH', `/v1/posts/${edited.id}`, { body: { content: 'After' } }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 204, 200])
  await until('the edited post is done', () => isSettled(edited.id))
  await sleep(1_500)
  expect([await entries('Moved'), await entries('Deleted'), await entries('Before'), await entries('After')]).toEqual([0, 0, 0, 1])
  expect((await read(moved.id)).status).toBe('queued')
})

test('a post on a channel with nothing to publish to ends as blocked and says why', async () => {
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'Silent', feedEnabled: false } })).json.data as Schemas['Channel']
  const { id } = await create({ channelId: channel.id, content: 'Nowhere to go' })
  await until('the post has ended', () => isSettled(id))
  expect(await read(id)).toMatchObject({ status: 'blocked', reason: { code: 'nothing_to_publish_to' } })
})

test('the sandbox plays what the text of a test post asks for', async () => {
  const created = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
  const { apiKey } = created
  const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'Trial' }, apiKey })).json.data as Schemas['Channel']
  expect((await flow.call('GET', `/v1/channels/${channel.id}`)).status).toBe(404)
  const post = (content: string) => create({ channelId: channel.id, content }, apiKey)
  const [plain, rejected, lost, limited] = [
    await post('Fine'),
    await post('[[sandbox:reject]]'),
    await post('[[sandbox:lose-answer]]'),
    await post('[[sandbox:rate-limit 2]]'),
  ]
  for (const each of [plain, rejected, lost, limited]) await until(`${each.content} has ended`, () => isSettled(each.id, apiKey))
  expect((await read(plain.id, apiKey)).status).toBe('done')
  expect(await read(rejected.id, apiKey)).toMatchObject({ status: 'blocked', reason: { code: 'publications_blocked' } })
  expect((await publicationsOf(rejected.id, apiKey))[0]).toMatchObject({ status: 'blocked', reason: { code: 'content_rejected' } })
  expect((await publicationsOf(lost.id, apiKey))[0]).toMatchObject({ status: 'published', attempts: 1 })
  expect(await entries('[[sandbox:lose-answer]]')).toBe(1)
  expect((await publicationsOf(limited.id, apiKey))[0]).toMatchObject({ status: 'published', attempts: 2 })

  const failing = await post('[[sandbox:unavailable 1]]')
  await until('the failure is explained', async () => (await publicationsOf(failing.id, apiKey))[0]?.reason !== null)
  expect((await publicationsOf(failing.id, apiKey))[0]).toMatchObject({ status: 'sending', reason: { code: 'unavailable', nextActionAt: expect.any(String) } })
  expect((await flow.call('DELETE', `/v1/posts/${failing.id}`, { apiKey })).json.error?.code).toBe('POST_NOT_EDITABLE')
})
