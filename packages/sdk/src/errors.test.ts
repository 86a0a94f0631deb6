import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Flow, FlowError, FlowNotFoundError } from './index.ts'
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
  test('an error has the name of its class and the headers of the answer', async () => {
    const error = await failWith({ status: 404, body: errorBody({ code: 'POST_NOT_FOUND', details: [{ field: 'id', message: 'is gone', limit: 3 }] }) })
    expect(error).toBeInstanceOf(FlowNotFoundError)
    expect(error).toMatchObject({ name: 'FlowNotFoundError', details: [{ field: 'id', message: 'is gone', limit: 3 }] })
    expect(error.headers?.get('x-request-id')).toBe('req_server')
  })

  test('an answer that is not the API’s is quoted in one line', async () => {
    expect((await failWith({ status: 502, body: '<html>\n<h1>Bad   Gateway</h1>' })).message).toMatch(/<html> <h1>Bad Gateway/)
    expect((await failWith({ status: 504, body: '' })).message).toMatch(/empty body/)
    expect(await failWith({ status: 500, body: 'null' })).toMatchObject({ code: 'HTTP_500', details: [] })
  })

  test('odd details do no harm', async () => {
    expect((await failWith({ status: 400, body: errorBody({ code: 'X', details: 'nonsense' }) })).details).toEqual([])
    expect((await failWith({ status: 400, body: errorBody({ code: 'X', details: [null, { field: 1 }] }) })).details).toEqual([{ field: '1', message: '' }])
  })

  test('a success that is half of one is an INVALID_RESPONSE', async () => {
    expect(await failWith({ status: 200, body: '{"data":{"id":"po' })).toMatchObject({ name: 'FlowServerError', code: 'INVALID_RESPONSE', status: 200 })
  })

  test('a redirect says where it would lead', async () => {
    expect((await failWith({ status: 302, headers: { location: 'https://elsewhere.example/' } })).message).toContain('elsewhere')
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
