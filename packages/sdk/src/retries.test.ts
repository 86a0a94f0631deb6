import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Flow, FlowAbortError, FlowConflictError, FlowConnectionError, FlowRateLimitError, FlowServerError, FlowTimeoutError } from './index.ts'
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
const gapMs = () => (server.seen[1]?.at ?? 0) - (server.seen[0]?.at ?? 0)

describe('what is tried again', () => {
  test('503, 503, 200: three requests with one idempotency key', async () => {
    server.play(busy, busy, fine)
    expect((await flow.posts.create({ channelId: 'c', content: 'x' })).id).toBe('post_1')
    expect(new Set(server.seen.map((request) => request.headers['idempotency-key'])).size).toBe(1)
    expect(server.seen.map((request) => request.body.toString())).toEqual(Array(3).fill('{"channelId":"c","content":"x"}'))
  })

  test('two creations have two keys', async () => {
    server.play(fine)
    await flow.posts.create({ channelId: 'c' })
    await flow.posts.create({ channelId: 'c' })
    expect(server.seen[0]?.headers['idempotency-key']).not.toBe(server.seen[1]?.headers['idempotency-key'])
  })

  test.each([408, 429, 500, 502, 503, 504])('%i is', async (status) => {
    server.play({ status, body: '' }, fine)
    await flow.posts.get('post_1')
    expect(server.seen).toHaveLength(2)
  })

  test.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 501, 507])('%i is not', async (status) => {
    server.play({ status, body: errorBody({ code: 'X' }) }, fine)
    await expect(flow.posts.get('post_1')).rejects.toMatchObject({ status })
    expect(server.seen).toHaveLength(1)
  })

  test('409 only for IDEMPOTENCY_IN_PROGRESS', async () => {
    server.play({ status: 409, body: errorBody({ code: 'IDEMPOTENCY_IN_PROGRESS' }) }, fine)
    await flow.posts.create({ channelId: 'c' })
    expect(server.seen).toHaveLength(2)
    server.play({ status: 409, body: errorBody({ code: 'POST_NOT_EDITABLE' }) }, fine)
    await expect(flow.posts.update('post_1', { content: 'x' })).rejects.toBeInstanceOf(FlowConflictError)
    expect(server.seen).toHaveLength(1)
  })

  test('a dropped connection and a success that breaks off', async () => {
    server.play({ drop: true }, { ...fine, cutAfter: 10 }, fine)
    expect((await flow.posts.get('post_1')).id).toBe('post_1')
    expect(server.seen).toHaveLength(3)
  })

  test('three times by default, and then the last error surfaces', async () => {
    server.play(busy)
    await expect(flow.posts.get('post_1')).rejects.toBeInstanceOf(FlowServerError)
    expect(server.seen).toHaveLength(4)
  })

  test('maxRetries 0 means none, for a client and for a call', async () => {
    server.play(busy)
    await expect(new Flow(key, { baseURL: server.baseURL, maxRetries: 0 }).posts.get('post_1')).rejects.toThrow()
    expect(server.seen).toHaveLength(1)
    await expect(flow.posts.get('post_1', { maxRetries: 0 })).rejects.toThrow()
    expect(server.seen).toHaveLength(2)
  })
})

describe('Retry-After', () => {
  test('in seconds is waited for in full', async () => {
    server.play({ ...busy, headers: { 'retry-after': '1' } }, fine)
    await flow.posts.get('post_1')
    expect(gapMs()).toBeGreaterThanOrEqual(1000)
  })

  test('as a date is measured on the clock of the server', async () => {
    const headers = { date: 'Wed, 02 Dec 2020 10:00:00 GMT', 'retry-after': 'Wed, 02 Dec 2020 10:00:01 GMT' }
    server.play({ ...busy, headers }, fine)
    await flow.posts.get('post_1')
    expect(gapMs()).toBeGreaterThanOrEqual(1000)
  })

  test.each(['soon', '-5', '1e9', '', 'NaN', '12 parsecs'])('that is rubbish (%j) is ignored', async (value) => {
    server.play({ ...busy, headers: { 'retry-after': value } }, fine)
    await flow.posts.get('post_1')
    expect(server.seen).toHaveLength(2)
    expect(gapMs()).toBeLessThan(900)
  })

  test('longer than a call should hang is left to the caller, at once', async () => {
    server.play({ status: 429, headers: { 'retry-after': '3600' }, body: errorBody({ code: 'RATE_LIMIT_EXCEEDED', type: 'rate_limit_error' }) }, fine)
    const error = await flow.posts.get('post_1').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FlowRateLimitError)
    expect(error).toMatchObject({ retryAfter: 3600 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('time and abort', () => {
  test('every attempt has a time of its own', async () => {
    server.play({ ...fine, delayMs: 400 }, { ...fine, delayMs: 60 })
    expect((await flow.posts.get('post_1', { timeout: 200 })).id).toBe('post_1')
    expect(server.seen).toHaveLength(2)
  })

  test('too late is a FlowTimeoutError', async () => {
    server.play({ ...fine, delayMs: 400 })
    const error = await flow.posts.get('post_1', { timeout: 50, maxRetries: 0 }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FlowTimeoutError)
    expect(error).toMatchObject({ code: 'TIMEOUT', status: undefined, message: 'No answer within 50 ms.' })
  })

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
