import { beforeAll, expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { createPrismJudge, type Judge } from './prism-judge.ts'

let judge: Judge
beforeAll(async () => {
  judge = await createPrismJudge(document)
})

const json = 'application/json; charset=utf-8'
const answer = ({ method = 'GET', url, status = 200, type = json, body }: { method?: string; url: string; status?: number; type?: string; body: unknown }) =>
  judge({ method, url, status, headers: { 'content-type': type, 'x-request-id': 'req_1' }, body: Buffer.from(JSON.stringify(body)) })

const apiKey = {
  id: 'key_1',
  mode: 'live',
  name: 'Key',
  prefix: 'abcd1234',
  permissions: ['posts:read'],
  expiresAt: null,
  lastUsedAt: null,
  createdAt: '2026-12-01T08:00:00.000Z',
  updatedAt: '2026-12-01T08:00:00.000Z',
}
const notFound = { error: { type: 'not_found', code: 'API_KEY_NOT_FOUND', message: 'No.', details: [], requestId: 'req_1' } }

test('what the spec says passes', async () => {
  expect(await answer({ url: '/v1/api-keys/key_1', body: { data: apiKey } })).toEqual([])
  expect(await answer({ url: '/v1/api-keys/key_1', status: 404, body: notFound })).toEqual([])
})

test.each([
  ['an undocumented error status', { url: '/v1/api-keys/key_1', status: 418, body: notFound }],
  ['an undocumented success status', { url: '/v1/api-keys/key_1', status: 202, body: { data: apiKey } }],
  ['a missing field', { url: '/v1/api-keys/key_1', body: { data: { ...apiKey, name: undefined } } }],
  ['a field nobody wrote down', { url: '/v1/api-keys/key_1', body: { data: { ...apiKey, hash: 'x' } } }],
  [
    'such a field in a schema of several parts',
    { method: 'POST', url: '/v1/api-keys', status: 201, body: { data: { ...apiKey, apiKey: 'flow_sk_live_x', hash: 'x' } } },
  ],
  ['a wrong type', { url: '/v1/api-keys/key_1', body: { data: { ...apiKey, name: 7 } } }],
  ['a value outside its enumeration', { url: '/v1/api-keys/key_1', body: { data: { ...apiKey, mode: 'other' } } }],
  ['a time that is none', { url: '/v1/api-keys/key_1', body: { data: { ...apiKey, createdAt: 'today' } } }],
  ['another content type', { url: '/v1/api-keys/key_1', type: 'text/plain', body: { data: apiKey } }],
  ['an error in another form', { url: '/v1/api-keys/key_1', status: 404, body: { error: 'not found' } }],
  ['success for a method that the path lacks', { method: 'GET', url: '/v1/posts/batch', body: { data: [] } }],
])('%s is outside', async (_what, exchange) => {
  expect(await answer(exchange)).not.toEqual([])
})

test('a path or method that the spec lacks may be refused', async () => {
  expect(await answer({ url: '/v1/nothing', status: 404, body: notFound })).toEqual([])
  expect(await answer({ method: 'PUT', url: '/v1/posts', status: 405, body: notFound })).toEqual([])
})

// Prism takes an answer for good where it can't compile a schema, so each one has to show that it can refuse.
type Response = { $ref?: string; content?: Record<string, object> }
// The bundled document, whose references of answers lead to its components.
const { paths, components } = document as unknown as {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>
  components: { responses: Record<string, Response> }
}
const contentOf = ({ $ref, content = {} }: Response) => ($ref ? (components.responses[$ref.split('/').pop() ?? '']?.content ?? {}) : content)
const answers = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, { responses }]) =>
    Object.entries(responses).flatMap(([status, given]) =>
      'application/json' in contentOf(given) ? [{ method: method.toUpperCase(), path, status: Number(status) }] : [],
    ),
  ),
)
test('every JSON answer of the spec can be outside it', async () => {
  expect(answers.length).toBeGreaterThan(400)
  for (const { method, path, status } of answers) {
    const url = path.replaceAll(/\{\w+\}/g, 'x_1')
    expect(await answer({ method, url, status, body: { surprise: true } }), `${method} ${path} ${status}`).not.toEqual([])
  }
})
