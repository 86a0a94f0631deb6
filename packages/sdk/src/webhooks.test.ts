import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FlowWebhookError, unwrapWebhook } from './webhooks.ts'

type Case = { secrets: string[]; body: string; headers: Record<string, string> }
const path = join(import.meta.dirname, '..', '..', '..', 'openapi', 'webhooks', 'signature-vectors.json')
const [first] = (JSON.parse(readFileSync(path, 'utf8')) as { cases: [Case] }).cases
const now = new Date(Number(first.headers['webhook-timestamp']) * 1000)

test('bytes and text, and headers of every kind', async () => {
  const upper = Object.fromEntries(Object.entries(first.headers).map(([name, value]) => [name.toUpperCase(), value]))
  const listed = Object.fromEntries(Object.entries(first.headers).map(([name, value]) => [name, [value]]))
  for (const payload of [first.body, new TextEncoder().encode(first.body)])
    for (const headers of [first.headers, upper, listed, new Headers(first.headers), { ':path': '/', host: undefined, ...first.headers }])
      expect((await unwrapWebhook(payload, headers, first.secrets, { now })).type).toBe('post.delivered')
})

test('every altered byte is refused', async () => {
  const bytes = new TextEncoder().encode(first.body)
  for (const index of bytes.keys()) {
    const altered = bytes.map((byte, position) => (position === index ? byte ^ 1 : byte))
    await expect(unwrapWebhook(altered, first.headers, first.secrets, { now })).rejects.toMatchObject({ code: 'WEBHOOK_SIGNATURE_INVALID' })
  }
})

test('a byte order mark counts as what it is', async () => {
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(first.body)])
  await expect(unwrapWebhook(marked, first.headers, first.secrets, { now })).rejects.toBeInstanceOf(FlowWebhookError)
})

test('without a secret nothing verifies, and no error tells one', async () => {
  await expect(unwrapWebhook(first.body, first.headers, [], { now })).rejects.toMatchObject({ code: 'WEBHOOK_SECRET_MALFORMED' })
  const error = await unwrapWebhook(first.body, first.headers, `${first.secrets[0]}x!`, { now }).catch((thrown: unknown) => thrown)
  expect(String(error)).not.toContain(first.secrets[0])
})
