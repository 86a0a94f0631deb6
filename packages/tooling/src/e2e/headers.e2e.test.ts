import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let secure: RunningFlow
beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
  secure = await runFlow({ workers: 0, isHeldToSpec: false, env: { FLOW_PUBLIC_URL: 'https://flow.example.com' } })
})
afterAll(async () => {
  await flow?.stop()
  await secure?.stop()
})

const ask = (path: string, init: RequestInit = {}) => fetch(`${flow.baseUrls[0]}${path}`, init)
const authorization = () => ({ authorization: `Bearer ${flow.apiKey}` })
const corsHeaders = (response: Response) => [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))

const strict = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

test.each([
  ['a success', '/v1/posts', 200, true],
  ['a refusal', '/v1/posts', 401, false],
  ['an unknown path', '/v1/nothing', 404, true],
  ['an unreadable path', '/v1/%ff', 400, true],
  ['health', '/healthz', 200, false],
  ['the dashboard’s door', '/trpc/session.current', 404, false],
  ['the session', '/api/auth/get-session', 200, false],
])('%s carries the security headers', async (_what, path, status, isKeyed) => {
  const response = await ask(path, { headers: isKeyed ? authorization() : {} })
  expect(response.status).toBe(status)
  expect(Object.fromEntries(response.headers)).toMatchObject(strict)
  expect(response.headers.has('strict-transport-security')).toBe(false)
})

test('a Flow that is reached by https holds browsers to it', async () => {
  const response = await fetch(`${secure.directUrls[0]}/v1/posts`)
  expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
})

test('pages of the dashboard may read the API', async () => {
  const response = await ask('/v1/posts', { headers: { ...authorization(), origin: flow.dashboardUrl } })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe(flow.dashboardUrl)
  expect(response.headers.get('access-control-allow-credentials')).toBe('true')
  expect(response.headers.get('access-control-expose-headers')).toContain('X-Request-Id')
  expect(response.headers.get('vary')).toBe('Origin')
})

test('a preflight of the dashboard is answered without a key', async () => {
  const headers = { origin: flow.dashboardUrl, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,content-type' }
  for (const path of ['/v1/posts/post_1', '/v1/channels', '/trpc/posts.list']) {
    const response = await ask(path, { method: 'OPTIONS', headers })
    expect(response.status, path).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization')
  }
})

test.each(['https://evil.example.com', 'null', 'http://localhost:1', 'https://localhost.evil.example.com'])('pages of %s get no header', async (origin) => {
  const read = await ask('/v1/posts', { headers: { ...authorization(), origin } })
  expect([read.status, corsHeaders(read), read.headers.get('vary')]).toEqual([200, [], 'Origin'])
  const preflight = await ask('/v1/posts', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } })
  expect([preflight.status, corsHeaders(preflight)]).toEqual([405, []])
})

test('a POST without a body may come as chunks of nothing, as Node sends it; chunks of something need a type', async () => {
  const { data } = (await flow.call('POST', '/v1/webhooks', { body: { url: 'https://example.com/hook', events: ['*'] } })).json as { data: { id: string } }
  const post = (body: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      // Past the proxy: what it would send on is what is being tried.
      const sent = request(`${flow.directUrls[0]}/v1/webhooks/${data.id}/rotate-secret`, { method: 'POST', headers: authorization() }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      sent.flushHeaders()
      sent.end(body)
    })
  expect(await post('')).toBe(200)
  expect(await post('text')).toBe(415)
})
