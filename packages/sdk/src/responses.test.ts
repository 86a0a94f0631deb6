import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { Flow, FlowNotFoundError, type FlowAttempt, type FlowResponse, type Page, type Post } from './index.ts'
import { errorBody, key, pageOf, post } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL, retryDelay: 1 })
})
afterAll(() => server.close())

describe('withResponse', () => {
  test('gives the data and the answer it came in, with what stands beside the data', async () => {
    server.play({ status: 201, headers: { 'x-ratelimit-remaining': '41' }, body: { data: post, findings: [{ code: 'text_long' }] } })
    const { data, response } = await flow.posts.create({ channelId: 'c' }).withResponse()
    expectTypeOf({ data, response }).toEqualTypeOf<{ data: Post; response: FlowResponse }>()
    expect(data).toEqual(post)
    expect([response.status, response.headers.get('x-ratelimit-remaining'), response.requestId]).toEqual([201, '41', 'req_server'])
    expect(response.body).toMatchObject({ findings: [{ code: 'text_long' }] })
    expect(server.seen).toHaveLength(1)
  })

  test('gives a list’s first page, which goes on from there', async () => {
    server.play(pageOf({ ids: ['a', 'b'], nextCursor: 'more' }), pageOf({ ids: ['c'], nextCursor: null }))
    const { data, response } = await flow.posts.list().withResponse()
    expectTypeOf(data).toEqualTypeOf<Page<Post>>()
    expect([data.map(({ id }) => id), response.status]).toEqual([['a', 'b'], 200])
    expect((await data.getNextPage())?.map(({ id }) => id)).toEqual(['c'])
  })

  test('gives a deletion’s answer, which has no data', async () => {
    server.play({ status: 204 })
    expect(await flow.posts.delete('post_1').withResponse()).toMatchObject({ data: undefined, response: { status: 204, body: undefined } })
  })

  test('throws what the call throws', async () => {
    server.play({ status: 404, body: errorBody({ code: 'POST_NOT_FOUND' }) })
    await expect(flow.posts.get('gone').withResponse()).rejects.toThrow(FlowNotFoundError)
  })
})

test('a call is a promise in all that promises do', async () => {
  server.play({ body: { data: post } })
  const call: Promise<Post> = flow.posts.get('post_1')
  expect(await Promise.all([call, call.then(({ id }) => id), call.finally(() => undefined)])).toEqual([post, 'post_1', post])
  server.play({ status: 404, body: errorBody({ code: 'POST_NOT_FOUND' }) })
  expect(await flow.posts.get('gone').catch((error: unknown) => error instanceof FlowNotFoundError && error.code)).toBe('POST_NOT_FOUND')
})

test('a logger hears of every attempt, and of nothing that is secret', async () => {
  const heard: FlowAttempt[] = []
  const logging = new Flow(key, { baseURL: server.baseURL, retryDelay: 1, logger: { debug: (_message, attempt) => heard.push(attempt) } })
  server.play({ status: 503, body: errorBody({ code: 'OVERLOADED' }) }, { status: 201, body: { data: { id: 'key_1', apiKey: 'flow_sk_live_new_SECRET' } } })
  await logging.apiKeys.create({ name: 'Private name' }, { headers: { 'x-own': 'private header' } })
  server.play({ drop: true })
  await logging.posts.list({ filter: { content: { contains: 'private search' } } }, { maxRetries: 0 }).catch(() => undefined)
  expect(heard).toEqual([
    { method: 'POST', path: '/v1/api-keys', attempt: 1, durationMs: expect.any(Number), status: 503, requestId: 'req_body', code: 'OVERLOADED' },
    { method: 'POST', path: '/v1/api-keys', attempt: 2, durationMs: expect.any(Number), status: 201, requestId: 'req_server', code: undefined },
    { method: 'GET', path: '/v1/posts', attempt: 1, durationMs: expect.any(Number), status: undefined, requestId: undefined, code: 'CONNECTION_ERROR' },
  ])
  expect(inspect(heard)).not.toMatch(/flow_sk|rivate/)
})
