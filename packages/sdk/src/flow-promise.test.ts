import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow, FlowNotFoundError } from './index.ts'
import { errorBody, key, pageOf, post } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL, retryDelay: 1 })
})
afterAll(() => server.close())

test('a call is a promise: it can be awaited, chained and gathered', async () => {
  server.play({ body: { data: post } })
  const call = flow.posts.get('post_1')
  expect(await call.then(({ id }) => id)).toBe('post_1')
  expect(await Promise.all([call, call.finally(() => undefined)])).toEqual([post, post])
  expect(server.seen).toHaveLength(1)
})

test('its answer comes with it, and is asked for once', async () => {
  server.play({ body: { data: post, findings: [{ rule: 'length' }] }, headers: { 'x-ratelimit-remaining': '7' } })
  const call = flow.posts.create({ channelId: 'c' })
  const { data, response } = await call.withResponse()
  expect(await call).toBe(data)
  expect(response).toMatchObject({ status: 200, requestId: 'req_server', attempts: 1 })
  expect(response.headers.get('x-ratelimit-remaining')).toBe('7')
  expect(JSON.parse(response.text).findings).toEqual([{ rule: 'length' }])
  expect(server.seen).toHaveLength(1)
})

test('a list gives its page and its answer', async () => {
  server.play(pageOf({ ids: ['post_1'], nextCursor: null }))
  const { data, response } = await flow.posts.list().withResponse()
  expect([data.length, data.hasNextPage(), response.status]).toEqual([1, false, 200])
})

test('a failure is caught once, whichever way it is asked for', async () => {
  server.play({ status: 404, body: errorBody({ code: 'POST_NOT_FOUND' }) })
  expect(await flow.posts.get('post_1').catch((error: unknown) => error)).toBeInstanceOf(FlowNotFoundError)
  await expect(flow.posts.get('post_1').withResponse()).rejects.toBeInstanceOf(FlowNotFoundError)
})

test('arguments that are refused reject; nothing throws before it is awaited', async () => {
  for (const call of [flow.posts.get(''), flow.posts.delete('..'), flow.webhooks.getDeliveries('.')]) await expect(call).rejects.toBeInstanceOf(TypeError)
})
