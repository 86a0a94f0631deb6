import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as sdk from './index.ts'
import { Flow, FlowError } from './index.ts'
import { errorBody, key } from './testing/samples.ts'
import { startScenarioServer, type ScenarioServer, type Scene } from './testing/scenario-server.ts'

let server: ScenarioServer
let flow: Flow
beforeAll(async () => {
  server = await startScenarioServer()
  flow = new Flow(key, { baseURL: server.baseURL, maxRetries: 0 })
})
afterAll(() => server.close())

async function failWith(scene: Scene): Promise<FlowError> {
  server.play(scene)
  const error = await flow.posts.get('post_1').catch((thrown: unknown) => thrown)
  if (!(error instanceof FlowError)) throw new Error(`not a FlowError: ${inspect(error)}`)
  return error
}

describe('errors', () => {
  test.each([
    [400, 'FlowValidationError'],
    [401, 'FlowAuthenticationError'],
    [403, 'FlowAuthorizationError'],
    [404, 'FlowNotFoundError'],
    [405, 'FlowRequestError'],
    [409, 'FlowConflictError'],
    [413, 'FlowRequestError'],
    [415, 'FlowRequestError'],
    [418, 'FlowRequestError'],
    [422, 'FlowIdempotencyError'],
    [429, 'FlowRateLimitError'],
    [500, 'FlowServerError'],
    [503, 'FlowServerError'],
    [507, 'FlowServerError'],
  ] as const)('%i is a %s', async (status, name) => {
    const error = await failWith({
      status,
      body: errorBody({ code: 'SOME_CODE', type: 'some_type', details: [{ field: 'content', message: 'must not be empty', limit: 3 }], retryAfter: 7 }),
    })
    expect(error).toBeInstanceOf(sdk[name])
    expect(error).toMatchObject({
      name,
      status,
      code: 'SOME_CODE',
      type: 'some_type',
      message: 'It failed.',
      requestId: 'req_body',
      retryAfter: 7,
      details: [{ field: 'content', message: 'must not be empty', limit: 3 }],
    })
    expect(error.headers?.get('x-request-id')).toBe('req_server')
  })

  test.each([
    ['HTML', { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>\n<h1>Bad   Gateway</h1>' }, 'HTTP_502', /<html> <h1>Bad Gateway/],
    ['empty', { status: 504, body: '' }, 'HTTP_504', /empty body/],
    ['truncated JSON', { status: 404, body: '{"error":{"type":"not_fo' }, 'HTTP_404', /\{"error"/],
    ['cut off', { status: 400, body: errorBody({ code: 'X' }), cutAfter: 12 }, 'HTTP_400', /empty body/],
    ['of another shape', { status: 403, body: { message: 'WAF', error: 'no' } }, 'HTTP_403', /WAF/],
    ['a JSON null', { status: 500, body: 'null' }, 'HTTP_500', /null/],
  ])('a body that is %s still gives status and family', async (_name, scene, code, message) => {
    const error = await failWith(scene)
    expect(error).toMatchObject({ status: scene.status, code, details: [], requestId: 'req_server' })
    expect(error.message).toMatch(message)
    expect(error.type).not.toBe('')
  })

  test('odd details do no harm', async () => {
    expect((await failWith({ status: 400, body: errorBody({ code: 'X', details: 'nonsense' }) })).details).toEqual([])
    expect((await failWith({ status: 400, body: errorBody({ code: 'X', details: [null, { field: 1 }] }) })).details).toEqual([{ field: '1', message: '' }])
  })

  test.each([
    ['HTML', '<html>'],
    ['half of it', '{"data":{"id":"po'],
    ['nothing', ''],
    ['no data', '{}'],
  ])('a success with %s is an INVALID_RESPONSE', async (_name, body) => {
    expect(await failWith({ status: 200, body })).toMatchObject({ name: 'FlowServerError', code: 'INVALID_RESPONSE', status: 200 })
  })

  test('redirects are not followed', async () => {
    expect(await failWith({ status: 302, headers: { location: 'https://elsewhere.example/' } })).toMatchObject({
      code: 'UNEXPECTED_REDIRECT',
      message: expect.stringContaining('elsewhere'),
    })
    expect(server.seen).toHaveLength(1)
  })
})

describe('the key is nowhere to be seen', () => {
  const secret = key.slice(-20)

  test('in the client and its groups', () => {
    for (const thing of [flow, flow.posts, flow.media, { nested: flow }]) {
      expect(inspect(thing, { depth: 9, showHidden: true })).not.toContain(secret)
      expect(JSON.stringify(thing)).not.toContain(secret)
      expect(String(thing)).not.toContain(secret)
    }
    expect(inspect(flow)).toBe(`Flow { baseURL: '${server.baseURL}' }`)
  })

  test('in errors, even of a server that echoes it', async () => {
    const echo = await failWith({ status: 400, body: errorBody({ code: 'X', message: `bad header Bearer ${key}` }) })
    const html = await failWith({ status: 502, body: `<pre>${key}</pre>` })
    const invalid = await failWith({ status: 200, body: `<pre>${key}</pre>` })
    const refused = await new Flow(key, { baseURL: 'http://127.0.0.1:19999', maxRetries: 0 }).posts.get('p').catch((thrown: unknown) => thrown)
    for (const error of [echo, html, invalid, refused]) expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret)
    expect(echo.message).toBe('bad header Bearer [API key]')
  })

  test('in the refusal of a malformed key, address or header', async () => {
    const spoiled = `${key}\nx`
    for (const make of [() => new Flow(spoiled), () => new Flow(key, { baseURL: `https://user:${key}@host` }), () => new Flow(key, { baseURL: key })]) {
      expect(make).toThrow()
      expect(inspect(catchSync(make))).not.toContain(secret)
    }
    const error = await flow.posts.get('p', { headers: { 'x-proxy': spoiled } }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect(inspect(error)).not.toContain(secret)
  })
})

function catchSync(make: () => unknown): unknown {
  try {
    return make()
  } catch (error) {
    return error
  }
}
