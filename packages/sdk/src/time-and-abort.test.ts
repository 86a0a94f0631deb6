import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Flow, FlowAbortError, FlowConnectionError, FlowTimeoutError } from './index.ts'
import { errorBody, key, post } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer, type Scene } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL, retryDelay: 1 })
})
afterAll(() => server.close())

const fine: Scene = { body: { data: post } }
const busy: Scene = { status: 503, body: errorBody({ code: 'SERVICE_UNAVAILABLE' }) }

describe('time and abort', () => {
  test('a body that never ends is too late as well', async () => {
    const stalled: typeof fetch = async (_url, init) =>
      new Response(new ReadableStream({ start: (stream) => init?.signal?.addEventListener('abort', () => stream.error(new Error('aborted'))) }))
    await expect(new Flow(key, { baseURL: server.baseURL, fetch: stalled, timeout: 50, maxRetries: 0 }).posts.get('p')).rejects.toBeInstanceOf(FlowTimeoutError)
  })

  test('an abort during the back-off ends it at once and clearly', async () => {
    server.play({ ...busy, headers: { 'retry-after': '30' } })
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('user left')), 80)
    const started = performance.now()
    const error = await flow.posts.get('post_1', { signal: controller.signal }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FlowAbortError)
    expect(error).toMatchObject({ code: 'ABORTED', cause: { message: 'user left' } })
    expect(performance.now() - started).toBeLessThan(2000)
    expect(server.seen).toHaveLength(1)
  })

  test('an abort during the request, and one before it', async () => {
    server.play({ ...fine, delayMs: 400 })
    await expect(flow.posts.get('post_1', { signal: AbortSignal.timeout(50) })).rejects.toBeInstanceOf(FlowAbortError)
    await expect(flow.posts.get('post_1', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(FlowAbortError)
    expect(server.seen).toHaveLength(1)
  })

  test('a server that is not there is a FlowConnectionError with the reason', async () => {
    const error = await new Flow(key, { baseURL: 'http://127.0.0.1:19999', fetch, maxRetries: 1, retryDelay: 1 }).posts
      .get('p')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FlowConnectionError)
    expect(error).toMatchObject({ code: 'CONNECTION_ERROR', status: undefined, message: 'The connection failed: ECONNREFUSED' })
  })
})
