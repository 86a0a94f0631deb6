import { Agent, createServer, request as sendRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { createCaller } from '../e2e/caller.ts'
import { freePort } from '../e2e/running-flow.ts'
import { createPrismJudge, type Judge } from './prism-judge.ts'
import { startSpecProxy, type SpecProxy } from './spec-proxy.ts'

let judge: Judge
let upstream: Server
let proxy: SpecProxy
let baseUrl: string
const bytes = Buffer.from([0, 255, 254, 10, 13, 128])

beforeAll(async () => {
  judge = await createPrismJudge(document)
})
beforeEach(async () => {
  upstream = createServer((request, response) => {
    response.setHeader('x-request-id', 'req_1')
    if (request.url === '/v1/channels') response.writeHead(418, { 'content-type': 'application/json' }).end('{"error":{}}')
    else if (request.url === '/v1/refused') request.resume() && response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
    else if (request.url === '/v1/posts') request.socket.destroy()
    else request.pipe(response.writeHead(200, { 'content-type': 'image/png', 'x-many': ['1', '2'] }))
  })
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  const port = await freePort()
  // A listening TCP server has such an address.
  proxy = await startSpecProxy({ port, upstreamPort: (upstream.address() as AddressInfo).port, judge })
  baseUrl = `http://127.0.0.1:${port}`
})
afterEach(async () => {
  await proxy.close()
  upstream.close()
})

test('an undocumented status fails the call and is remembered with method, path and status', async () => {
  const call = createCaller({ baseUrl, apiKey: 'flow_sk_live_x' })
  await expect(call('GET', '/v1/channels')).rejects.toThrow('GET /v1/channels answered 418, outside the spec: Unable to match the returned status code')
  expect(proxy.violations()).toEqual([expect.stringContaining('GET /v1/channels answered 418')])
  expect(proxy.judged()).toBe(1)
})

test('what is not in the spec goes through to the byte, headers too', async () => {
  const answer = await fetch(`${baseUrl}/media/x.png`, { method: 'PUT', body: bytes })
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
  expect(answer.headers.get('x-many')).toBe('1, 2')
  expect([proxy.judged(), proxy.violations()]).toEqual([0, []])
})

test('a connection that breaks behind the proxy breaks before it', async () => {
  await expect(fetch(`${baseUrl}/v1/posts`)).rejects.toThrow('fetch failed')
})

test('a body that is refused before it has arrived leaves the connection fit for the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = (path: string, body: Buffer) =>
    new Promise<[number | undefined, boolean]>((resolve, reject) => {
      const request = sendRequest(`${baseUrl}${path}`, { agent, method: 'POST', headers: { 'content-length': body.length } }, (response) => {
        response.resume().on('end', () => resolve([response.statusCode, request.reusedSocket]))
      })
      request.on('error', reject).end(body)
    })
  for (let round = 0; round < 5; round++) expect((await send('/v1/refused', Buffer.alloc(4_000_000)))[0]).toBe(404)
  expect(await send('/media/x.png', bytes)).toEqual([200, true])
  agent.destroy()
})
