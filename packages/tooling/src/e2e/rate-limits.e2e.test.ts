import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller } from './caller.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow

beforeAll(async () => {
  flow = await runFlow({ apis: 2, workers: 0, env: { FLOW_RATE_LIMIT_GENERAL: '60', FLOW_RATE_LIMIT_API_KEYS: '5' } })
})
afterAll(() => flow?.stop())

const newKey = async () => {
  const answer = await flow.call('POST', '/v1/api-keys', { body: { name: 'Key' } })
  // As the contract has it.
  return (answer.json.data as Schemas['ApiKeyWithSecret']).apiKey
}

test('of 500 parallel requests over two processes a key of 60 a minute gets 60, and the others a truthful answer', async () => {
  const apiKey = await newKey()
  const callers = flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey }))
  const started = Date.now()
  const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => callers[index % 2]?.('GET', '/v1/channels')))
  const allowed = answers.filter((answer) => answer?.status === 200)
  const refused = answers.filter((answer) => answer?.status === 429)
  expect(allowed.length).toBeGreaterThanOrEqual(59)
  expect(allowed.length).toBeLessThanOrEqual(61)
  expect(allowed.length + refused.length).toBe(500)
  for (const answer of refused) {
    const seconds = Number(answer?.headers.get('retry-after'))
    expect(answer?.json.error).toMatchObject({ type: 'rate_limit_error', code: 'RATE_LIMIT_EXCEEDED', retryAfter: seconds })
    // The window began with the first of them.
    expect(started + seconds * 1000).toBeGreaterThanOrEqual(started + 60_000 - (Date.now() - started) - 1_000)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(answer?.headers.get('ratelimit')).toBe(`"default";r=0;t=${seconds}`)
  }
})

test('the headers count down, and another key has its own count', async () => {
  const call = createCaller({ baseUrl: flow.baseUrls[0] ?? '', apiKey: await newKey() })
  const [first, second] = [await call('GET', '/v1/posts'), await call('GET', '/v1/posts')]
  expect([first, second].map((answer) => answer.headers.get('x-ratelimit-remaining'))).toEqual(['59', '58'])
  expect(first.headers.get('x-ratelimit-limit')).toBe('60')
  expect(first.headers.get('ratelimit-policy')).toBe('"default";q=60;w=60')
  const reset = Number(first.headers.get('x-ratelimit-reset')) - Date.now() / 1000
  expect(reset).toBeGreaterThan(55)
  expect(reset).toBeLessThan(63)
})

test('creating keys has a class of its own', async () => {
  const owner = createCaller({ baseUrl: flow.baseUrls[0] ?? '', apiKey: await newKey() })
  const answers = [1, 2, 3, 4, 5, 6].map(() => () => owner('POST', '/v1/api-keys', { body: { name: 'More' } }))
  const statuses: number[] = []
  for (const ask of answers) statuses.push((await ask()).status)
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429])
  expect((await owner('GET', '/v1/api-keys')).status).toBe(200)
})

test('a revoked key is refused by every process within a second', async () => {
  // As the contract has it.
  const { id, apiKey } = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Key' } })).json.data as Schemas['ApiKeyWithSecret']
  const [one, other] = flow.baseUrls.map((baseUrl) => createCaller({ baseUrl, apiKey }))
  expect([(await one?.('GET', '/v1/posts'))?.status, (await other?.('GET', '/v1/posts'))?.status]).toEqual([200, 200])
  await flow.call('DELETE', `/v1/api-keys/${id}`)
  expect((await one?.('GET', '/v1/posts'))?.status).toBe(401)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect((await other?.('GET', '/v1/posts'))?.status).toBe(401)
})

test('an address that guesses keys is refused before anything is looked up', async () => {
  const guess = () => flow.call('GET', '/v1/posts', { apiKey: 'flow_sk_live_abc12345_xyz789' })
  const statuses = new Set<number>()
  for (let index = 0; index < 70; index++) statuses.add((await guess()).status)
  expect([...statuses]).toEqual([401, 429])
})
