import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3, type TestS3 } from '@flow/blobs/testing'
import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noisyImage, videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

type Bytes = Buffer<ArrayBuffer>
type Upload = Schemas['MediaUpload']

describe.each(['disk', 's3'] as const)('direct uploads to %s', (kind) => {
  let flow: RunningFlow
  let stateDir: string
  let s3: TestS3 | undefined

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'flow-direct-'))
    s3 = kind === 's3' ? await startS3() : undefined
    flow = await runFlow({ workers: 0, env: { FLOW_STATE_DIR: stateDir, ...s3?.env } })
  })
  afterAll(async () => {
    await flow?.stop()
    await s3?.stop()
    await rm(stateDir, { recursive: true, force: true })
  })

  const start = (body: object, headers: Record<string, string> = {}) => flow.call('POST', '/v1/media/uploads', { body, headers })
  const announce = async (body: { contentType: string; size: number; fileName?: string }) => {
    const answer = await start({ fileName: 'file', ...body })
    expect(answer.status, answer.text).toBe(201)
    return answer.json.data as Upload
  }
  const put = async (url: string, { body, type }: { body: Bytes; type: string }) =>
    (await fetch(url.replace('localhost', '127.0.0.1'), { method: 'PUT', headers: { 'content-type': type }, body })).status
  const complete = (key: string, headers: Record<string, string> = {}) => flow.call('POST', `/v1/media/${key}/complete`, { headers })
  const useInPost = (key: string) =>
    flow.call('POST', '/v1/posts', { body: { channelId: flow.channelId, content: 'Text', mediaKeys: [key], scheduledFor: '2099-01-01T00:00:00Z' } })

  test('a file is announced, sent, completed and used', async () => {
    for (const [body, contentType] of [
      [await noisyImage({ width: 80, height: 50 }), 'image/png'],
      [videoFile(12_000_000), 'video/mp4'],
    ] as const) {
      const { key, uploadUrl, method, headers, expiresAt } = await announce({ contentType, size: body.length, fileName: 'a/b.bin' })
      expect([method, headers]).toEqual(['PUT', { 'Content-Type': contentType }])
      expect(Math.abs(Date.parse(expiresAt) - Date.now() - 3_600_000)).toBeLessThan(60_000)
      expect((await useInPost(key)).json.error?.code).toBe('MEDIA_NOT_FOUND')
      expect((await flow.call('GET', `/v1/media/${key}`)).status).toBe(404)
      expect(await put(uploadUrl, { body, type: contentType })).toBe(200)

      const done = await complete(key)
      expect(done.status, done.text).toBe(200)
      const size = contentType === 'image/png' ? { width: 80, height: 50 } : { width: null, height: null }
      expect(done.json.data).toMatchObject({ key, contentType, byteSize: body.length, filename: 'a_b.bin', ...size })
      expect((await complete(key)).json.data).toEqual(done.json.data)
      expect((await useInPost(key)).status).toBe(201)
      const { url } = (await flow.call('GET', `/v1/media/${key}/url`)).json.data as { url: string }
      expect(Buffer.from(await (await fetch(url.replace('localhost', '127.0.0.1'))).arrayBuffer()).equals(body)).toBe(true)
    }
    expect(await readdir(join(stateDir, 'media', 'incoming'))).toEqual([])
    if (kind === 'disk') expect(await readdir(join(stateDir, 'media', 'uploads'))).toEqual([])
  })

  test('the address is bound to its key, type, size and time', async () => {
    const body = await noisyImage({ width: 10, height: 10 })
    const [mine, other] = [await announce({ contentType: 'image/png', size: body.length }), await announce({ contentType: 'image/png', size: body.length })]
    const tries = [
      await put(mine.uploadUrl.replace(mine.key, other.key), { body, type: 'image/png' }),
      await put(mine.uploadUrl, { body, type: 'text/html' }),
      await put(mine.uploadUrl, { body: Buffer.concat([body, Buffer.from('x')]), type: 'image/png' }),
      await put(mine.uploadUrl, { body: body.subarray(1), type: 'image/png' }),
      await put(mine.uploadUrl.replace(/ignature=../, 'ignature=00'), { body, type: 'image/png' }),
    ]
    for (const status of tries) expect([400, 403, 404]).toContain(status)
    for (const { key } of [mine, other])
      expect((await complete(key)).json.error?.details).toEqual([{ field: 'key', message: expect.stringMatching(/has not arrived/) }])

    expect(await put(mine.uploadUrl, { body, type: 'image/png' })).toBe(200)
    expect((await complete(mine.key)).status).toBe(200)
    if (kind === 'disk') {
      expect(await put(mine.uploadUrl, { body, type: 'image/png' })).toBe(404)
      const database = new pg.Client({ connectionString: flow.databaseUrl })
      await database.connect()
      await database.query("update media_upload set expires_at = now() - interval '1 second' where key = $1", [other.key])
      await database.end()
      expect(await put(other.uploadUrl, { body, type: 'image/png' })).toBe(404)
    }
  })

  test('a file that is not what was announced is deleted and refused; another may follow', async () => {
    const png = await noisyImage({ width: 12, height: 12 })
    const html = Buffer.from(`<!doctype html><script>alert(1)</script>${' '.repeat(png.length)}`).subarray(0, png.length)
    const gif = Buffer.concat([await noisyImage({ width: 2, height: 2, format: 'gif' }), Buffer.alloc(png.length)]).subarray(0, png.length)
    const { key, uploadUrl } = await announce({ contentType: 'image/png', size: png.length })
    for (const [body, field] of [
      [html, 'file'],
      [gif, 'contentType'],
      [Buffer.concat([png.subarray(0, 60), Buffer.alloc(png.length - 60)]), 'file'],
    ] as const) {
      expect(await put(uploadUrl, { body, type: 'image/png' })).toBe(200)
      const refused = await complete(key)
      expect([refused.status, refused.json.error?.code, refused.json.error?.details[0]?.field]).toEqual([400, 'VALIDATION_ERROR', field])
      expect((await complete(key)).json.error?.details[0]?.message).toMatch(/has not arrived/)
    }
    expect(await put(uploadUrl, { body: png, type: 'image/png' })).toBe(200)
    expect((await complete(key)).status).toBe(200)
    expect(await readdir(join(stateDir, 'media', 'incoming'))).toEqual([])
  })

  test('what is too large, or of another type, is refused before it is sent', async () => {
    const tooLarge = await start({ fileName: 'a', contentType: 'image/png', size: 10 * 1024 * 1024 + 1 })
    expect([tooLarge.status, tooLarge.json.error?.code, tooLarge.json.error?.details[0]?.field]).toEqual([413, 'PAYLOAD_TOO_LARGE', 'size'])
    for (const body of [
      { contentType: 'image/svg+xml', size: 1 },
      { contentType: 'video/mp4', size: 600_000_000 },
      { contentType: 'video/mp4', size: 0 },
    ])
      expect((await start({ fileName: 'a', ...body })).status).toBe(400)
  })

  test('both requests have their effect once for an Idempotency-Key, and ten completions at once make one media', async () => {
    const body = await noisyImage({ width: 14, height: 14 })
    const announced = { fileName: 'a.png', contentType: 'image/png', size: body.length }
    const [first, again] = [await start(announced, { 'idempotency-key': 'start' }), await start(announced, { 'idempotency-key': 'start' })]
    expect([again.json.data, again.headers.get('idempotent-replayed')]).toEqual([first.json.data, 'true'])
    const { key, uploadUrl } = first.json.data as Upload
    expect(await put(uploadUrl, { body, type: 'image/png' })).toBe(200)
    const done = await complete(key, { 'idempotency-key': 'complete' })
    expect(done.status, done.text).toBe(200)
    expect((await complete(key, { 'idempotency-key': 'complete' })).headers.get('idempotent-replayed')).toBe('true')

    const rival = await announce({ contentType: 'image/png', size: body.length })
    expect(await put(rival.uploadUrl, { body, type: 'image/png' })).toBe(200)
    const before = (await flow.call('GET', '/v1/media')).json.pagination?.total ?? 0
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete(rival.key)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ json }) => (json.data as Schemas['Media']).key))).toEqual(new Set([rival.key]))
    expect((await flow.call('GET', '/v1/media')).json.pagination?.total).toBe(before + 1)
    expect((await complete(rival.key)).status).toBe(200)
  })
})
