import { expect, test } from 'vitest'
import { maySeeMetrics } from './may-see-metrics.ts'

const token = 'a-long-token-of-the-operator'

test.each([
  ['127.0.0.1', {}, undefined, true],
  ['::1', {}, undefined, true],
  ['::ffff:127.0.0.1', {}, token, true],
  ['10.0.0.7', {}, undefined, false],
  ['10.0.0.7', {}, token, false],
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, undefined, false],
  ['127.0.0.1', { via: '1.1 proxy' }, token, false],
  ['10.0.0.7', { authorization: `Bearer ${token}` }, token, true],
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.9', authorization: `bearer ${token}` }, token, true],
  ['10.0.0.7', { authorization: `Bearer ${token}x` }, token, false],
  ['10.0.0.7', { authorization: 'Bearer ' }, undefined, false],
  [undefined, {}, undefined, false],
])('a request from %s with %j, where the token is %s: %s', (remoteAddress, headers, set, isAllowed) => {
  expect(maySeeMetrics({ remoteAddress, headers, token: set })).toBe(isAllowed)
})
