import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { components } from './generated/openapi.gen.ts'
import { Flow, FlowWebhookError, type Channel, type Post } from './index.ts'
import { key } from './testing/samples.ts'
import { unwrapWebhook, type UnwrapOptions, type WebhookHeaders, type WebhookPayload } from './webhooks.ts'

type Vector = { name: string; secrets: string[]; body: string; headers: Record<string, string> }
const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', '..', '..', 'openapi', ...path), 'utf8')
// The file of vectors, of this shape.
const { cases } = JSON.parse(read('webhooks', 'signature-vectors.json')) as { cases: Vector[] }
const [first] = cases
if (!first) throw new Error('there are no vectors')

const schemes = ['webhook', 'flow']
const other = 'whsec_b3RoZXI='
const headersOf = ({ vector, scheme }: { vector: Vector; scheme: string }) =>
  Object.fromEntries(Object.entries(vector.headers).filter(([name]) => name.startsWith(scheme)))
const signedAt = (vector: Vector) => Number(vector.headers['webhook-timestamp']) * 1000
const atItsTime = (vector: Vector): UnwrapOptions => ({ now: () => signedAt(vector) })

const codeOf = (...args: Parameters<typeof unwrapWebhook>) =>
  unwrapWebhook(...args).then(
    () => 'none',
    (error: unknown) => (error instanceof FlowWebhookError ? error.code : String(error)),
  )

describe.each(cases)('$name', (vector) => {
  test.each(schemes)('verifies by %s with each secret, and with no other', async (scheme) => {
    const headers = headersOf({ vector, scheme })
    for (const secret of vector.secrets) {
      for (const form of [headers, new Headers(headers)] satisfies WebhookHeaders[]) {
        expect(await unwrapWebhook(vector.body, form, secret, atItsTime(vector))).toEqual(JSON.parse(vector.body))
        expect(await codeOf(new TextEncoder().encode(vector.body), form, [other, secret], atItsTime(vector))).toBe('none')
      }
    }
    expect(await codeOf(vector.body, headers, other, atItsTime(vector))).toBe('WEBHOOK_SIGNATURE_INVALID')
  })

  test.each(schemes)('is refused by %s once a byte is changed', async (scheme) => {
    const body = new TextEncoder().encode(vector.body)
    for (const index of body.keys()) {
      const altered = body.map((byte, at) => (at === index ? byte ^ 1 : byte))
      expect(await codeOf(altered, headersOf({ vector, scheme }), vector.secrets, atItsTime(vector))).toBe('WEBHOOK_SIGNATURE_INVALID')
    }
  })
})

test.each(schemes)('a time at the edge counts, one second further does not (%s)', async (scheme) => {
  const headers = headersOf({ vector: first, scheme })
  for (const [shiftMs, code] of [
    [300_000, 'none'],
    [-300_000, 'none'],
    [301_000, 'WEBHOOK_OUTSIDE_TOLERANCE'],
    [-301_000, 'WEBHOOK_OUTSIDE_TOLERANCE'],
  ] as const) {
    const now = () => signedAt(first) + shiftMs
    expect(await codeOf(first.body, headers, first.secrets, { now })).toBe(code)
    expect(await codeOf(first.body, headers, first.secrets, { now, tolerance: 3_600_000 })).toBe('none')
  }
})

test('what is no delivery is refused by its reason', async () => {
  const options = atItsTime(first)
  for (const headers of [{}, { 'webhook-signature': 'v1,%%% v2,AAAA', 'flow-signature': 't=,v1=zz,,=' }])
    expect(await codeOf(first.body, headers, first.secrets, options)).toBe('WEBHOOK_SIGNATURE_MISSING')
  for (const secret of ['', 'whsec_', 'nonsense', 'whsec_%%%', []])
    expect(await codeOf(first.body, first.headers, secret, options), String(secret)).toBe('WEBHOOK_SECRET_MALFORMED')
  expect(await codeOf(first.body, { ...headersOf({ vector: first, scheme: 'webhook' }), 'webhook-id': 'event_other' }, first.secrets, options)).toBe(
    'WEBHOOK_SIGNATURE_INVALID',
  )
})

test('names of headers may have capitals and several values, as frameworks have them', async () => {
  const named = Object.fromEntries(Object.entries(first.headers).map(([name, value]) => [name.toUpperCase(), [value]]))
  expect(await codeOf(first.body, named, first.secrets, atItsTime(first))).toBe('none')
})

test('an error holds no secret', async () => {
  const error = await unwrapWebhook(first.body, first.headers, other).catch((thrown: unknown) => thrown)
  expect(JSON.stringify(error) + String(error)).not.toContain(other)
})

test('a client unwraps too, into a union that its type tells apart', async () => {
  const event = await new Flow(key).webhooks.unwrap(first.body, first.headers, first.secrets, atItsTime(first))
  expect(event.type).toBe('post.delivered')
  if (event.type === 'post.delivered') expectTypeOf(event.data.post).toEqualTypeOf<Post>()
  if (event.type === 'channel.created') expectTypeOf(event.data.channel).toEqualTypeOf<Channel>()
  expectTypeOf<WebhookPayload['type']>().toEqualTypeOf<Exclude<components['schemas']['webhook-event'], '*'>>()
})

test('each event of the spec carries what its type says', () => {
  type Spec = { webhooks: Record<string, { post: { requestBody: { content: { 'application/json': { example: { data: object } } } } } }> }
  // The bundled spec.
  const { webhooks } = JSON.parse(read('dist', 'openapi.json')) as Spec
  const carried = Object.fromEntries(
    Object.entries(webhooks).map(([type, { post }]) => [type, Object.keys(post.requestBody.content['application/json'].example.data).join()]),
  )
  const expected: Record<WebhookPayload['type'], string> = {
    'post.created': 'post',
    'post.updated': 'post',
    'post.deleted': 'post',
    'post.delivered': 'post',
    'post.failed': 'post',
    'post.blocked': 'post',
    'post.stalled': 'post',
    'channel.created': 'channel',
    'channel.updated': 'channel',
    'channel.deleted': 'channel',
    'connection.expired': 'connection',
    'webhook.test': 'webhook',
  }
  expect(carried).toEqual(expected)
})
