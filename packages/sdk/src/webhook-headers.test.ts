import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unwrapWebhook } from './webhooks.ts'

type Vector = { secrets: string[]; body: string; headers: Record<string, string> }
const path = join(import.meta.dirname, '..', '..', '..', 'openapi', 'webhooks', 'signature-vectors.json')
// The file of vectors, of this shape.
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Vector[] }

test('headers may be those of any library: only their `get` is asked', async () => {
  for (const { secrets, body, headers } of cases) {
    const foreign = { get: (name: string) => headers[name] ?? null }
    const now = new Date(Number(headers['webhook-timestamp']) * 1000)
    expect(await unwrapWebhook(body, foreign, secrets, { now })).toEqual(JSON.parse(body))
  }
})
