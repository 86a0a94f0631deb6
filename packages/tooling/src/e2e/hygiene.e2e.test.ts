import { operationTable, type OperationId, type Schemas } from '@flow/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './caller.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'
import { sampleBody } from './sample-body.ts'

let flow: RunningFlow
beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
})
afterAll(async () => {
  await flow?.stop()
})

const json = { 'content-type': 'application/json' }
const refusal = ({ status, json: { error } }: Answer) => [status, error?.code, error?.details.map(({ field }) => field)]
const post = (body: object) => flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, scheduledFor: '2099-01-01T00:00:00Z', ...body } })
// Object.keys of a constant table are its ids. A form is read before its query is judged, and has its own test below.
const operations = Object.keys(operationTable) as OperationId[]

describe.each(operations.filter((id) => operationTable[id].body !== 'multipart'))('%s', (id) => {
  const { method, path, body } = operationTable[id]
  const filled = path.replaceAll(/\{\w+\}/g, 'x_1')
  test('refuses a query parameter that it does not know, by name', async () => {
    const answer = await flow.call(method, `${filled}?surprise=1`, body === 'json' ? { body: sampleBody(id) } : {})
    expect(refusal(answer)).toEqual([400, 'VALIDATION_ERROR', ['surprise']])
  })

  if (body === 'json')
    test('refuses a field that it does not know, by name', async () => {
      const answer = await flow.call(method, filled, { body: { ...Object(sampleBody(id)), surprise: 1 } })
      const [status, code, fields] = refusal(answer)
      expect([status, code]).toEqual([400, 'VALIDATION_ERROR'])
      expect(fields).toContain('surprise')
    })
})

test('a field of a form that is not known is refused by name', async () => {
  const form = new FormData()
  form.append('surprise', '1')
  expect(refusal(await flow.call('POST', '/v1/media/upload', { raw: form }))).toEqual([400, 'VALIDATION_ERROR', ['surprise']])
})

test.each([
  ['lists in lists', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
  ['objects in objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['lists that never end', '['.repeat(900_000)],
  ['lists in a field', `{"channelId":"c","overrides":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`],
])('a bomb of %s is a 400', async (_what, raw) => {
  const answer = await flow.call('POST', '/v1/posts', { raw, headers: json })
  expect(answer.status).toBe(400)
  expect(answer.text.length).toBeLessThan(2_000)
  expect((await flow.call('GET', '/v1/posts')).status).toBe(200)
})

test('a body with a hundred thousand faults gets an answer of bounded size', async () => {
  const raw = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_each, index) => [`f${index}`, 1])))
  const answer = await flow.call('POST', '/v1/posts', { raw, headers: json })
  expect(answer.status).toBe(400)
  expect(answer.json.error?.details.length).toBe(100)
  expect(answer.text.length).toBeLessThan(50_000)
})

describe('bodies', () => {
  const padded = (bytes: number) => {
    const text = JSON.stringify({ channelId: flow.channelId, content: 'Padded', scheduledFor: '2099-01-01T00:00:00Z' })
    return text + ' '.repeat(bytes - text.length)
  }
  test('of 1 MB are read, of one byte more refused', async () => {
    expect((await flow.call('POST', '/v1/posts', { raw: padded(1_048_576), headers: json })).status).toBe(201)
    expect(refusal(await flow.call('POST', '/v1/posts', { raw: padded(1_048_577), headers: json }))).toEqual([413, 'PAYLOAD_TOO_LARGE', []])
  })

  test('of a batch may have 16 MB', async () => {
    const batch = (bytes: number) => {
      const text = JSON.stringify({ posts: [{ channelId: flow.channelId, content: 'Batch', scheduledFor: '2099-01-01T00:00:00Z' }] })
      return flow.call('POST', '/v1/posts/batch', { raw: text + ' '.repeat(bytes - text.length), headers: json })
    }
    expect((await batch(16 * 1_048_576)).status).toBe(200)
    expect((await batch(16 * 1_048_576 + 1)).status).toBe(413)
  })

  test('that do not tell their length are counted while they come', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(65_536))
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent++ < 40) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const response = await fetch(`${flow.directUrls[0]}/v1/posts`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${flow.apiKey}` },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })
})

describe('Unicode', () => {
  test.each([
    ['emoji of several parts', 'Family 👩‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿, skin 👋🏽'],
    ['combining marks, not composed', 'e\u0301 A\u030a n\u0303 \u1100\u1161\u11a8'],
    ['the same composed', '\u00e9 \u00c5 \u00f1 \uac01'],
    ['right to left with marks of direction', '\u202eשלום\u202c مرحبا \u2067abc\u2069'],
    ['invisible characters and odd spaces', 'a\u200bb\u00a0c\u2028d\ufeffe\u0001f'],
    ['beyond the basic plane', '𝕏 𠜎 \u{10ffff}'],
    ['spaces and line ends at both ends', '  \r\n x \t '],
  ])('%s is kept byte for byte', async (_what, content) => {
    const made = await post({ content })
    expect(made.status, made.text).toBe(201)
    const { id } = made.json.data as Schemas['Post']
    const read = (await flow.call('GET', `/v1/posts/${id}`)).json.data as Schemas['Post']
    expect(Buffer.from(read.content ?? '')).toEqual(Buffer.from(content))
  })

  test.each([
    ['NUL', '"a\\u0000b"', 'content'],
    ['a first half alone', '"a\\ud83d"', 'content'],
    ['a second half alone', '"\\ude00b"', 'content'],
    ['halves in the wrong order', '"\\ude00\\ud83d"', 'content'],
  ])('%s is refused by the name of its field', async (_what, text, field) => {
    const raw = `{"channelId":"${flow.channelId}","content":${text}}`
    expect(refusal(await flow.call('POST', '/v1/posts', { raw, headers: json }))).toEqual([400, 'VALIDATION_ERROR', [field]])
  })

  test('in names of fields and in parameters too', async () => {
    const raw = `{"channelId":"${flow.channelId}","content":"x","overrides":{"a\\u0000":{"content":"x"}}}`
    expect(refusal(await flow.call('POST', '/v1/posts', { raw, headers: json }))).toEqual([400, 'VALIDATION_ERROR', ['overrides']])
    expect(refusal(await flow.call('GET', '/v1/posts?filter[content][contains]=a%00b'))).toEqual([400, 'VALIDATION_ERROR', ['filter.content.contains']])
  })

  test('bytes that are no UTF-8 are refused', async () => {
    const raw = new Uint8Array([...new TextEncoder().encode('{"content":"'), 0xc3, 0x28, ...new TextEncoder().encode('"}')])
    expect(refusal(await flow.call('POST', '/v1/posts', { raw, headers: json }))).toEqual([400, 'MALFORMED_JSON', []])
  })

  test('a file’s text is refused in the same way', async () => {
    const form = new FormData()
    form.append('altText', 'a\0b')
    form.append('file', new Blob([Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')]), 'dot.gif')
    expect(refusal(await flow.call('POST', '/v1/media/upload', { raw: form }))).toEqual([400, 'VALIDATION_ERROR', ['altText']])
  })
})

describe('times', () => {
  test.each([
    ['2099-12-31T23:59:59Z', '2099-12-31T23:59:59.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    // A leap second is the last second of its minute, since the clocks of computers have no sixtieth.
    ['2099-12-31T23:59:60Z', '2099-12-31T23:59:59.000Z'],
    // Berlin's clocks go from 2:00 to 3:00 that day; with an offset the instant is clear all the same.
    ['2099-03-29T02:30:00+01:00', '2099-03-29T01:30:00.000Z'],
    ['2099-10-25T02:30:00+02:00', '2099-10-25T00:30:00.000Z'],
    ['2099-01-01T00:00:00+14:00', '2098-12-31T10:00:00.000Z'],
    ['2099-01-01T00:00:00-12:00', '2099-01-01T12:00:00.000Z'],
    ['2099-01-01t00:00:00.123456789z', '2099-01-01T00:00:00.123Z'],
    ['2096-02-29T12:00:00Z', '2096-02-29T12:00:00.000Z'],
  ])('%s is %s', async (scheduledFor, instant) => {
    const answer = await post({ content: 'Edge', scheduledFor })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.json.data).toMatchObject({ scheduledFor: instant })
  })

  test.each([
    '2099-02-29T12:00:00Z',
    '2099-04-31T12:00:00Z',
    '2099-13-01T12:00:00Z',
    '2099-01-01T24:00:01Z',
    '2099-01-01T12:60:00Z',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '2099-01-01T12:00:00',
    '2099-01-01',
    '2099-01-01T12:00:00+25:00',
    '4102444800000',
    'tomorrow',
  ])('%s is refused', async (scheduledFor) => {
    expect(refusal(await post({ content: 'Edge', scheduledFor }))).toEqual([400, 'VALIDATION_ERROR', ['scheduledFor']])
  })
})
