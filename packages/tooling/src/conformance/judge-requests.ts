import { differences } from './matches.ts'
import type { ExpectedRequest, Vector } from './vector.ts'

export type SeenRequest = { method: string; target: string; headers: Record<string, string | string[] | undefined>; body: Buffer; atMs: number }

/** Where the requests of a run are not those the vector asks for. */
export async function judgeRequests({ vector, seen }: { vector: Vector; seen: SeenRequest[] }): Promise<string[]> {
  const problems = differences({ expected: vector.attempts, found: seen.length, place: 'the number of requests' })
  for (const [index, request] of seen.entries()) {
    const expected = vector.request ?? vector.requests?.[index]
    if (expected) problems.push(...(await judgeRequest({ expected, request, place: `request ${index + 1}` })))
    if (request.headers['authorization'] === undefined) problems.push(`request ${index + 1} has no key`)
  }
  for (const [index, leastMs] of (vector.waitsMs ?? []).entries()) {
    const waitedMs = (seen[index + 1]?.atMs ?? 0) - (seen[index]?.atMs ?? 0)
    if (waitedMs < leastMs) problems.push(`retry ${index + 1} came after ${waitedMs.toFixed(0)} ms, before the ${leastMs} ms the server asked for`)
  }
  return [...problems, ...judgeKeys({ vector, seen })]
}

function judgeKeys({ vector, seen }: { vector: Vector; seen: SeenRequest[] }): string[] {
  if (!vector.idempotencyKeys) return []
  const keys = seen.map((request) => request.headers['idempotency-key'])
  if (keys.some((key) => typeof key !== 'string' || key.length === 0 || key.length > 255)) return ['a request has no idempotency key of 1 to 255 characters']
  const count = vector.idempotencyKeys === 'same' ? 1 : seen.length
  return new Set(keys).size === count ? [] : [`the idempotency keys should be ${vector.idempotencyKeys}, but are ${keys.join(', ')}`]
}

async function judgeRequest({ expected, request, place }: { expected: ExpectedRequest; request: SeenRequest; place: string }): Promise<string[]> {
  const [path = '', query = ''] = request.target.split('?')
  const pairs = [...new URLSearchParams(query)].map(([name, value]): [string, string] => [withoutEq(name), value])
  const problems = [
    ...differences({ expected: expected.method, found: request.method, place: `${place}'s method` }),
    ...differences({ expected: canonical(expected.path), found: canonical(path), place: `${place}'s path` }),
    ...differences({ expected: expected.query ?? {}, found: Object.fromEntries(pairs), place: `${place}'s query`, isExact: true }),
    ...differences({ expected: expected.headers ?? {}, found: request.headers, place: `${place}'s headers` }),
  ]
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) problems.push(`${place}'s query names a parameter twice: ${query}`)
  if (expected.form) problems.push(...(await judgeForm({ form: expected.form, request, place })))
  else if (expected.body !== undefined) problems.push(...judgeBody({ body: expected.body, request, place }))
  return problems
}

function judgeBody({ body, request, place }: { body: unknown; request: SeenRequest; place: string }): string[] {
  const text = request.body.toString()
  if (body === null) return text === '' ? [] : [`${place} should have no body, but has ${text}`]
  const type = differences({ expected: 'application/json', found: request.headers['content-type'], place: `${place}'s content type` })
  return [...type, ...differences({ expected: body, found: parse(text), place: `${place}'s body`, isExact: true })]
}

async function judgeForm({ form, request, place }: { form: NonNullable<ExpectedRequest['form']>; request: SeenRequest; place: string }): Promise<string[]> {
  const headers = { 'content-type': String(request.headers['content-type']) }
  const found = await new Response(new Uint8Array(request.body), { headers }).formData().catch(() => undefined)
  if (!found) return [`${place} should have a form, but has ${request.body.toString('latin1').slice(0, 200)}`]
  const fields: Record<string, unknown> = {}
  for (const [name, value] of found.entries()) fields[name] = typeof value === 'string' ? value : { filename: value.name, text: await value.text() }
  return differences({ expected: form, found: fields, place: `${place}'s form`, isExact: true })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

// `filter[status]=v` and `filter[status][eq]=v` ask the same.
const withoutEq = (name: string): string => name.replace(/\[eq\]$/, '')

// Languages differ in which characters they leave as they are; the segments must be the same.
const canonical = (path: string): string => path.split('/').map(segment).join('/')

function segment(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text))
  } catch {
    return text
  }
}
