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
