import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, type RunningFlow } from './running-flow.ts'

const limit = 30

let flow: RunningFlow
beforeAll(async () => {
  flow = await runFlow({ workers: 0, env: { FLOW_RATE_LIMIT_ADDRESS: String(limit) } })
})
afterAll(async () => {
  await flow?.stop()
})

test('an address that asks too often is refused before anybody looks at its key; others are not', async () => {
  // What stands before Flow on the same machine names the caller by this header.
  const from = (address: string, apiKey: string | null) => flow.call('GET', '/v1/networks', { apiKey, headers: { 'x-forwarded-for': address } })
  const statuses: number[] = []
  for (let index = 0; index < limit; index++) statuses.push((await from('203.0.113.7', null)).status)
  expect(new Set(statuses)).toEqual(new Set([401]))

  const refused = await from('203.0.113.7', flow.apiKey)
  expect([refused.status, refused.json.error?.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED'])
  expect(refused.json.error?.message).toMatch(/^This address has made its 30 requests of this minute\. Repeat the request in \d+ s\.$/)
  expect(refused.headers.get('retry-after')).toBe(String(refused.json.error?.retryAfter))

  expect((await from('203.0.113.8', flow.apiKey)).status).toBe(200)
  expect((await fetch(`${flow.baseUrls[0]}/healthz`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(200)
})

test('an IPv6 line counts as one, whichever of its addresses asks', async () => {
  const statuses: number[] = []
  for (let index = 0; index <= limit; index++)
    statuses.push((await flow.call('GET', '/v1/networks', { headers: { 'x-forwarded-for': `2001:db8:1:2::${index.toString(16)}` } })).status)
  expect(statuses.filter((status) => status === 429)).toEqual([429])
  expect((await flow.call('GET', '/v1/networks', { headers: { 'x-forwarded-for': '2001:db8:1:3::1' } })).status).toBe(200)
})
