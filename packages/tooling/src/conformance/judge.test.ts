import { afterAll, beforeAll, expect, test } from 'vitest'
import { startVectorServer } from './start-vector-server.ts'
import type { Outcome, Vector } from './vector.ts'

const vector: Vector = {
  name: 'a sample',
  tags: [],
  client: {},
  call: { operation: 'createPost' },
  answers: [{ status: 503 }, { body: { data: { id: 'post_1', at: '2026-12-25T10:00:00.000Z' } } }],
  attempts: 2,
  waitsMs: [1],
  idempotencyKeys: 'same',
  request: {
    method: 'POST',
    path: '/v1/posts/a%2Fb',
    query: { 'filter[status]': 'queued' },
    headers: { 'x-trace': 't', 'x-none': null },
    body: { at: '2026-12-25T10:00:00Z' },
  },
  outcome: { value: { id: 'post_1', at: '2026-12-25T10:00:00.000Z' } },
}

let server: Awaited<ReturnType<typeof startVectorServer>>
beforeAll(async () => {
  server = await startVectorServer({ vectors: [vector] })
})
afterAll(() => server.close())

type Change = { path?: string; query?: string; headers?: Record<string, string>; body?: string; times?: number; isKeyNew?: boolean; outcome?: Outcome }

const fine: Outcome = { value: { id: 'post_1', at: '2026-12-25T11:00:00+01:00', more: 1 } }
let runs = 0

/** Plays the sample as a client would, but for what is changed, and gives the judgement. */
async function play({ path, query, headers, body, times = 2, isKeyNew = false, outcome = fine }: Change): Promise<string[]> {
  runs += 1
  for (let time = 0; time < times; time += 1) {
    await fetch(`${server.baseURL}/play/0/run-${runs}${path ?? '/v1/posts/a%2fb'}?${query ?? 'filter%5Bstatus%5D%5Beq%5D=queued'}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer k',
        'content-type': 'application/json',
        'idempotency-key': isKeyNew ? `key-${time}` : 'key',
        'x-trace': 't',
        ...headers,
      },
      body: body ?? '{"at":"2026-12-25T12:00:00+02:00"}',
    })
  }
  const answer = await fetch(`${server.baseURL}/judge/0/run-${runs}`, { method: 'POST', body: JSON.stringify(outcome) })
  return ((await answer.json()) as { problems: string[] }).problems
}

test('what is right in substance is right, whatever its form', async () => {
  expect(await play({})).toEqual([])
})

test.each<[string, Change, RegExp]>([
  ['a request too few', { times: 1 }, /number of requests should be 2, but is 1/],
  ['a request too many', { times: 3 }, /number of requests should be 2, but is 3/],
  ['another path', { path: '/v1/posts/a/b' }, /path should be/],
  ['another query', { query: 'filter[status]=done' }, /filter\[status\] should be "queued"/],
  ['a parameter more', { query: 'filter[status]=queued&page=1' }, /query.page should be missing/],
  ['a parameter twice', { query: 'filter[status]=queued&filter[status]=queued' }, /names a parameter twice/],
  ['another header', { headers: { 'x-trace': 'other' } }, /headers.x-trace should be "t"/],
  ['a header that must be missing', { headers: { 'x-none': '1' } }, /headers.x-none should be null/],
  ['a field more in the body', { body: '{"at":"2026-12-25T10:00:00Z","b":null}' }, /body.b should be missing/],
  ['another instant', { body: '{"at":"2026-12-25T10:00:00+01:00"}' }, /body.at should be/],
  ['a body that is no JSON', { body: 'at=1' }, /body should be/],
  ['a new key for a retry', { isKeyNew: true }, /idempotency keys should be same/],
  ['another value', { outcome: { value: { id: 'post_2', at: '2026-12-25T10:00:00Z' } } }, /value.id should be "post_1"/],
  ['a value that lacks a field', { outcome: { value: { id: 'post_1' } } }, /value.at should be/],
  ['an error instead', { outcome: { error: { code: 'X' } } }, /ended with error/],
])('%s is told', async (_what, change, problem) => {
  expect((await play(change)).join('\n')).toMatch(problem)
})

test('a wait that is too short is told', async () => {
  const impatient = await startVectorServer({ vectors: [{ ...vector, waitsMs: [60_000] }] })
  for (const _ of [1, 2]) await fetch(`${impatient.baseURL}/play/0/run/v1/posts/a%2Fb`, { method: 'POST' })
  const answer = await fetch(`${impatient.baseURL}/judge/0/run`, { method: 'POST', body: JSON.stringify(fine) })
  expect(await answer.text()).toMatch(/before the 60000 ms the server asked for/)
  await impatient.close()
})
