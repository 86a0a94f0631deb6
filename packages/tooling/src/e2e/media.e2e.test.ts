import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bombImage, noisyImage, turnedImage, videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

type Bytes = Buffer<ArrayBuffer>

let flow: RunningFlow
let stateDir: string

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'flow-media-'))
  flow = await runFlow({ workers: 0, env: { FLOW_STATE_DIR: stateDir } })
})
afterAll(async () => {
  await flow?.stop()
  await rm(stateDir, { recursive: true, force: true })
})

const send = (bytes: Bytes, { name = 'picture', headers = {} }: { name?: string; headers?: Record<string, string> } = {}) => {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return flow.call('POST', '/v1/media/upload', { raw: form, headers })
}
const upload = async (bytes: Bytes, name?: string) => {
  const answer = await send(bytes, name === undefined ? {} : { name })
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data as Schemas['Media']
}
const filesBelow = async (folder: string) => (await readdir(join(stateDir, folder), { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile())
const countMedia = async () => (await flow.call('GET', '/v1/media')).json.pagination?.total

test('images are measured as people see them, and get a blurhash', async () => {
  for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) {
    const media = await upload(await noisyImage({ width: 60, height: 40, format }))
    expect(media).toMatchObject({
      contentType: `image/${format}`,
      width: 60,
      height: 40,
      blurhash: expect.stringMatching(/^[\w#$%*+,\-.:;=?@[\]^{|}~]{20,40}$/),
    })
  }
  expect(await upload(await turnedImage({ width: 60, height: 40 }))).toMatchObject({ width: 40, height: 60 })
  expect(await upload(videoFile(4_096), 'clip.mp4')).toMatchObject({ kind: 'video', contentType: 'video/mp4', width: null, height: null, blurhash: null })
})

test('a broken image and a decompression bomb are refused by name, and nothing of them is kept', async () => {
  const before = await countMedia()
  const whole = await noisyImage({ width: 200, height: 200, format: 'jpeg' })
  for (const broken of [whole.subarray(0, whole.length / 2), Buffer.concat([(await noisyImage({ width: 9, height: 9 })).subarray(0, 40), Buffer.alloc(90)])]) {
    const answer = await send(broken)
    expect([answer.status, answer.json.error?.details[0]?.field]).toEqual([400, 'file'])
    expect(answer.json.error?.message).toMatch(/broken or not whole\. Open it in an image program/)
  }
  const bomb = bombImage(30_000)
  expect(bomb.length).toBeLessThan(1_000_000)
  const answer = await send(bomb)
  expect([answer.status, answer.json.error?.details[0]?.message]).toEqual([400, expect.stringMatching(/^has 30000 x 30000 pixels; make it smaller/)])
  expect(await countMedia()).toBe(before)
  expect(await filesBelow('media/incoming')).toEqual([])
})

test('an image above its limit is refused while it arrives', async () => {
  const png = await noisyImage({ width: 64, height: 64 })
  const answer = await send(Buffer.concat([png, Buffer.alloc(60_000_000)]))
  expect([answer.status, answer.json.error?.message]).toEqual([413, 'The image is larger than 10 MB.'])
  expect(await filesBelow('media/incoming')).toEqual([])
  await upload(png)
})

test('an upload that is answered from what was kept leaves no file behind', async () => {
  const png = await noisyImage({ width: 20, height: 20 })
  const headers = { 'idempotency-key': 'media-1' }
  const [first, again] = [await send(png, { headers }), await send(png, { headers })]
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.json.data).toEqual(first.json.data)
  const unknown = new FormData()
  unknown.append('file', new Blob([png]), 'a.png')
  expect((await flow.call('POST', '/v1/media/upload?nothing=1', { raw: unknown })).status).toBe(400)
  expect(await filesBelow('media/incoming')).toEqual([])
})

const addressOf = async (key: string) => {
  const { url } = (await flow.call('GET', `/v1/media/${key}/url`)).json.data as { url: string }
  return url.replace('localhost', '127.0.0.1')
}

test('what could act as a page is refused by its content, whatever its name', async () => {
  const markup = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const refused = [
    `<?xml version="1.0"?>${markup}`,
    markup,
    '<!doctype html><script>alert(1)</script>',
    `<!--${' '.repeat(20_000)}--><html><body onload="alert(1)">`,
    `\u{feff}  ${markup}`,
    'GIF89a/*<html><script>alert(1)</script>*/=1;',
    '%PDF-1.7 <script>alert(1)</script>',
  ]
  for (const content of refused) {
    const answer = await send(Buffer.from(content), { name: 'holiday.jpg' })
    expect([content.slice(0, 40), answer.status]).toEqual([content.slice(0, 40), content.startsWith('GIF89a') ? 400 : 415])
    expect(answer.json.error?.details[0]?.field).toBe('file')
  }
  expect(await filesBelow('media/incoming')).toEqual([])
})

test('a picture that holds a page behind its last byte is served as a picture alone', async () => {
  const polyglot = Buffer.concat([await noisyImage({ width: 30, height: 30, format: 'jpeg' }), Buffer.from('<html><script>alert(1)</script></html>')])
  const media = await upload(polyglot, 'page ö.html')
  expect(media.contentType).toBe('image/jpeg')
  const response = await fetch(await addressOf(media.key))
  expect(Buffer.from(await response.arrayBuffer())).toEqual(polyglot)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `inline; filename="page ?.html.jpg"; filename*=UTF-8''page%20%C3%B6.html.jpg`,
    'content-length': String(polyglot.length),
    'accept-ranges': 'bytes',
  })
})

test('a file is served in ranges, and not again where it is known', async () => {
  const file = videoFile(50_000)
  for (let index = 40; index < file.length; index++) file[index] = index % 251
  const address = await addressOf((await upload(file, 'clip.mp4')).key)
  const get = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(address, { headers, method })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const whole = await get({})
  expect([whole.status, whole.bytes.equals(file)]).toEqual([200, true])
  const etag = whole.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/)

  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=49990-', 49_990, 49_999],
    ['bytes=-10', 49_990, 49_999],
    ['bytes=49000-90000', 49_000, 49_999],
  ] as const) {
    const part = await get({ range })
    expect([range, part.status, part.headers.get('content-range')]).toEqual([range, 206, `bytes ${start}-${end}/50000`])
    expect(part.headers.get('content-length')).toBe(String(end - start + 1))
    expect(part.bytes).toEqual(file.subarray(start, end + 1))
  }
  const outside = await get({ range: 'bytes=50000-' })
  expect([outside.status, outside.headers.get('content-range'), outside.bytes.length]).toEqual([416, 'bytes */50000', 0])
  for (const range of ['bytes=0-1,5-6', 'bytes=nonsense', 'lines=0-1']) expect([range, (await get({ range })).status]).toEqual([range, 200])
  expect((await get({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
  expect((await get({ range: 'bytes=0-9', 'if-range': '"another"' })).bytes.length).toBe(50_000)
  expect((await get({ range: 'bytes=0-9', 'if-range': `W/${etag}` })).status).toBe(200)
  expect((await get({ 'if-none-match': `"a", ${etag}` })).status).toBe(304)
  const head = await get({}, 'HEAD')
  expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, '50000', 0])
})
