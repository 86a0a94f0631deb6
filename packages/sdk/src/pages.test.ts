import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Flow, FlowAbortError, FlowTimeoutError, Page } from './index.ts'
import { key, pageOf, post } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL, retryDelay: 1 })
})
afterAll(() => server.close())

async function walk(): Promise<string[]> {
  const ids: string[] = []
  for await (const item of flow.posts.list({ filter: { status: 'queued' }, page: 1, perPage: 2 })) ids.push(item.id)
  return ids
}

describe('a page', () => {
  test('behaves as a list and knows its pagination', async () => {
    server.play(pageOf({ ids: ['a', 'b'], nextCursor: 'n' }))
    const page = await flow.posts.list()
    expect(page).toBeInstanceOf(Page)
    expect(Array.isArray(page)).toBe(true)
    expect([page.length, page[1]?.id, [...page].map((item) => item.id)]).toEqual([2, 'b', ['a', 'b']])
    expect(page.pagination).toEqual({ perPage: 2, nextCursor: 'n' })
    expect(page.map((item) => item.id)).toEqual(['a', 'b'])
    expect(page.filter(() => true)).not.toBeInstanceOf(Page)
    expect(JSON.parse(JSON.stringify(page))).toHaveLength(2)
  })

  test('leads to the next one', async () => {
    server.play(pageOf({ ids: ['a'], nextCursor: 'n' }), pageOf({ ids: ['b'], nextCursor: null }))
    const first = await flow.posts.list({ page: 1, sort: 'createdAt' })
    const second = await first.getNextPage()
    expect([first.hasNextPage(), second?.[0]?.id, second?.hasNextPage(), await second?.getNextPage()]).toEqual([true, 'b', false, undefined])
    expect(server.seen[1]?.url).toBe('/v1/posts?sort=createdAt&cursor=n')
  })
})

describe('walking all pages', () => {
  test('over several, keeping filter and size, by cursor and no longer by page', async () => {
    server.play(pageOf({ ids: ['a', 'b'], nextCursor: 'x' }), pageOf({ ids: ['c', 'd'], nextCursor: 'y' }), pageOf({ ids: ['e'], nextCursor: null }))
    expect(await walk()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(server.seen.map((request) => request.query.toString())).toEqual([
      'filter%5Bstatus%5D=queued&page=1&perPage=2',
      'filter%5Bstatus%5D=queued&perPage=2&cursor=x',
      'filter%5Bstatus%5D=queued&perPage=2&cursor=y',
    ])
  })

  test('with an empty last page', async () => {
    server.play(pageOf({ ids: ['a', 'b'], nextCursor: 'x' }), pageOf({ ids: [], nextCursor: null }))
    expect(await walk()).toEqual(['a', 'b'])
  })

  test('with nothing at all', async () => {
    server.play(pageOf({ ids: [], nextCursor: null }))
    expect(await walk()).toEqual([])
    expect(server.seen).toHaveLength(1)
  })

  test('fetches no page before it is reached', async () => {
    server.play(pageOf({ ids: ['a'], nextCursor: 'x' }), pageOf({ ids: ['b'], nextCursor: null }))
    for await (const item of flow.posts.list()) if (item.id === 'a') break
    expect(server.seen).toHaveLength(1)
  })

  test('a repeated cursor ends in an error, not in a circle', async () => {
    server.play(pageOf({ ids: ['a'], nextCursor: 'x' }))
    await expect(walk()).rejects.toMatchObject({ code: 'REPEATED_CURSOR' })
    expect(server.seen).toHaveLength(2)
  })

  test('a failure on a later page reaches the loop', async () => {
    server.play(pageOf({ ids: ['a'], nextCursor: 'x' }), { status: 403, body: '' })
    await expect(walk()).rejects.toMatchObject({ status: 403 })
  })
})

describe('posts.wait', () => {
  const at = (status: string) => ({ body: { data: { ...post, status } } })

  test.each(['done', 'blocked'])('ends with %s', async (status) => {
    server.play(at('queued'), at('flowing'), at('a-new-one'), at(status))
    expect((await flow.posts.wait('post_1', { interval: 5 })).status).toBe(status)
    expect(server.seen).toHaveLength(4)
  })

  test('gives up after its time', async () => {
    server.play(at('queued'))
    const error = await flow.posts.wait('post_1', { interval: 20, timeout: 70 }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FlowTimeoutError)
    expect(error).toMatchObject({ code: 'WAIT_TIMEOUT', message: expect.stringContaining('still queued') })
  })

  test('ends when aborted', async () => {
    server.play(at('queued'))
    await expect(flow.posts.wait('post_1', { interval: 60_000, signal: AbortSignal.timeout(60) })).rejects.toBeInstanceOf(FlowAbortError)
  })
})
