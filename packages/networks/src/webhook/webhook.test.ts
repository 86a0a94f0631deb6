import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createFakeFetch } from '../testing/fake-fetch.ts'
import { mediaFile } from '../testing/media-file.ts'
import { publishInput } from '../testing/publish-input.ts'
import { createWebhook } from './index.ts'

const webhook = createWebhook()
const url = 'https://hooks.example.com/flow/3f9a61c0d2'
const secret = `whsec_${Buffer.from('a signing key of 32 bytes, or so').toString('base64')}`
const credentials = { url, secret }
const clock = { now: () => new Date('2026-11-24T09:00:01.500Z') }
const submitWith = (answer: Parameters<typeof createFakeFetch>[0]) => webhook.submit(publishInput({ credentials, fetch: createFakeFetch(answer).fetch }))

test('an address is asked without effect, and shown by its host alone', async () => {
  const { fetch, calls } = createFakeFetch(() => ({ status: 405 }))
  const account = await webhook.verify?.(publishInput({ credentials, fetch }))
  expect(account).toEqual({
    remoteId: expect.stringMatching(/^hooks\.example\.com\/[0-9a-f]{16}$/),
    handle: null,
    displayName: 'hooks.example.com',
    url: null,
    expiresAt: null,
  })
  expect(calls).toEqual([{ url, method: 'HEAD', body: undefined }])
  expect(JSON.stringify(account)).not.toContain('3f9a61c0d2')
  const gone = createFakeFetch(() => ({ status: 410 }))
  await expect(webhook.verify?.(publishInput({ credentials, fetch: gone.fetch }))).rejects.toMatchObject({ kind: 'credentials_expired' })
})

test('a post goes as JSON under the item’s key, signed; a repeat has the same id', async () => {
  const { fetch, calls, headers } = createFakeFetch(() => ({ json: { id: 77, url: 'https://example.com/p/77' } }))
  const item = { title: 'News', media: [mediaFile({ altText: 'A cat' })], rest: ['And more.'] }
  const input = publishInput({ credentials, fetch, clock, item })
  expect(await webhook.submit(input)).toEqual({ remoteId: '77', url: 'https://example.com/p/77' })
  expect(calls[0]).toEqual({
    url,
    method: 'POST',
    body: {
      id: 'pub_1',
      type: 'post.published',
      timestamp: '2026-11-24T09:00:01.500Z',
      data: {
        text: 'Hello from Flow!',
        title: 'News',
        media: [{ url: 'https://flow.example/media/media_1', contentType: 'image/png', altText: 'A cat' }],
        parts: ['And more.'],
      },
    },
  })
  await webhook.submit({ ...input, attemptNo: 2 })
  expect(headers.map((each) => each.get('webhook-id'))).toEqual(['pub_1', 'pub_1'])
})

test('over real HTTP the signature holds for the bytes that arrive', async () => {
  const arrived: { headers: Record<string, unknown>; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    // It listens on a port, so its address is one.
    const { port } = server.address() as AddressInfo
    const item = { text: 'Grüße 👋🏽' }
    const given = { ...credentials, url: `http://127.0.0.1:${port}/hook` }
    expect(await webhook.submit(publishInput({ credentials: given, fetch, clock, item }))).toEqual({ remoteId: 'pub_1', url: null })
    const [{ headers, body } = { headers: {}, body: '' }] = arrived
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const signature = createHmac('sha256', key).update(`pub_1.1795510801.${body}`).digest('base64')
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-timestamp': '1795510801', 'webhook-signature': `v1,${signature}` })
    expect(JSON.parse(body).data.text).toBe(item.text)
  } finally {
    server.close()
  }
})

test('without a secret there is no signature; an answer that names nothing is a success', async () => {
  const { fetch, headers } = createFakeFetch(() => ({ status: 202, text: 'Accepted' }))
  expect(await webhook.submit(publishInput({ credentials: { url }, fetch }))).toEqual({ remoteId: 'pub_1', url: null })
  expect(headers[0]?.has('webhook-signature')).toBe(false)
  expect(await submitWith(() => ({ json: { id: '', url: 'javascript:alert(1)' } }))).toEqual({ remoteId: 'pub_1', url: null })
})

test.each([
  [301, 'permission_missing'],
  [302, 'outcome_unknown'],
  [303, 'outcome_unknown'],
  [308, 'permission_missing'],
  [400, 'content_rejected'],
  [401, 'permission_missing'],
  [403, 'permission_missing'],
  [404, 'permission_missing'],
  [408, 'outcome_unknown'],
  [410, 'credentials_expired'],
  [413, 'content_rejected'],
  [422, 'content_rejected'],
  [425, 'rate_limited'],
  [500, 'outcome_unknown'],
  [504, 'outcome_unknown'],
])('status %d is %s', async (status, kind) => {
  const failure = await submitWith(() => ({ status, json: { message: 'Not like this' } })).catch((error: Error) => error)
  expect(failure).toMatchObject({ kind })
  expect(String(failure)).not.toContain('3f9a61c0d2')
  expect(String(failure)).not.toContain(secret)
})

test('the receiver’s own word is shown, and its pause kept', async () => {
  await expect(submitWith(() => ({ status: 422, json: { error: 'No title' } }))).rejects.toThrow('status 422: No title')
  const pause = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }
  const failure = await submitWith(() => ({ status: 429, headers: pause })).catch((error: unknown) => error)
  expect(failure).toMatchObject({ kind: 'rate_limited', retryAfterMs: expect.any(Number) })
})
