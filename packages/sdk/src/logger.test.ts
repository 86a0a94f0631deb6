import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow, type FlowAttempt } from './index.ts'
import { errorBody, key } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer } from './testing/scenario-server.ts'

let server: ScenarioServer
beforeAll(async () => {
  server = await startScenarioServer()
})
afterAll(() => server.close())

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
