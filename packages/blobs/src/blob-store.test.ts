import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BlobStore } from './blob-store.ts'
import { createDiskBlobStore } from './disk-blob-store.ts'
import { createS3BlobStore } from './s3-blob-store.ts'
import { startS3, type TestS3 } from './testing/start-s3.ts'

let folder: string
let s3: TestS3

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-blobs-'))
  s3 = await startS3()
})
afterAll(async () => {
  await s3?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function keep(store: BlobStore, bytes: Buffer): Promise<string> {
  const temporaryPath = await store.temporaryPath()
  await writeFile(temporaryPath, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await store.keep({ sha256, temporaryPath })
  await expect(stat(temporaryPath)).rejects.toThrow(/ENOENT/)
  return sha256
}
async function names(listed: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const name of listed) found.push(name)
  return found
}
const inAMinute = () => new Date(Date.now() + 60_000)

describe.each<[string, () => BlobStore]>([
  ['disk', () => createDiskBlobStore({ folder: join(folder, 'disk') })],
  ['S3', () => createS3BlobStore({ settings: s3.settings, folder: join(folder, 's3') })],
])('a store on %s', (_name, create) => {
  test('keeps, reads in parts, lists and removes', async () => {
    const store = create()
    // Above the part size, so that S3 gets it in parts.
    for (const bytes of [Buffer.from('hello'), randomBytes(20 * 1024 * 1024)]) {
      const sha256 = await keep(store, bytes)
      expect((await buffer(await store.read({ sha256, start: 0, end: bytes.length - 1 }))).equals(bytes)).toBe(true)
      expect(await buffer(await store.read({ sha256, start: 1, end: 3 }))).toEqual(bytes.subarray(1, 4))
      expect(await keep(store, bytes)).toBe(sha256)
      expect(await names(store.list({ before: inAMinute() }))).toEqual([sha256])
      expect(await names(store.list({ before: new Date(Date.now() - 60_000) }))).toEqual([])
      await store.remove(sha256)
      await store.remove(sha256)
      expect(await names(store.list({ before: inAMinute() }))).toEqual([])
      await expect(store.read({ sha256, start: 0, end: 1 })).rejects.toThrow()
    }
  })

  test('removes what was received and never kept', async () => {
    const store = create()
    await writeFile(await store.temporaryPath(), 'half')
    expect(await store.removeLeftovers({ before: new Date(Date.now() - 60_000) })).toBe(0)
    expect(await store.removeLeftovers({ before: inAMinute() })).toBe(1)
  })
})

test('S3 takes a direct upload at an address for one key, type and size', async () => {
  const store = createS3BlobStore({ settings: s3.settings, folder: join(folder, 's3') })
  if (store.direct.kind !== 'store') throw new Error('S3 takes uploads itself')
  const now = new Date()
  const presign = (at: Date) => ({ key: 'media_1', contentType: 'image/png', byteSize: 5, now: at, expiresAt: new Date(at.getTime() + 60_000) })
  const url = await store.direct.presign(presign(now))
  const put = async (address: string, { type = 'image/png', body = 'hello' } = {}) =>
    (await fetch(address, { method: 'PUT', headers: { 'content-type': type }, body })).status
  expect(await put(url, { type: 'text/html' })).toBe(403)
  expect(await put(url, { body: 'hello!' })).toBe(403)
  expect(await put(url.replace('media_1', 'media_2'))).toBe(403)
  expect(await put(url.replace(/Expires=\d+/, 'Expires=3600'))).toBe(403)
  expect(await put(await store.direct.presign(presign(new Date(now.getTime() - 61_000))))).toBe(403)
  expect(await store.readUpload('media_1')).toBe(undefined)
  expect(await put(url)).toBe(200)
  expect((await buffer((await store.readUpload('media_1')) ?? Readable.from([]))).toString()).toBe('hello')
  expect(await names(store.list({ before: inAMinute() }))).toEqual([])
  expect(await store.removeLeftovers({ before: new Date(Date.now() - 60_000) })).toBe(0)
  expect(await store.removeLeftovers({ before: inAMinute() })).toBe(1)
  expect(await store.readUpload('media_1')).toBe(undefined)
})

test('what S3 refuses is told by its name, without a credential', async () => {
  const bad = { ...s3.settings, secretAccessKey: 'wrong-secret' }
  for (const settings of [bad, { ...s3.settings, bucket: 'nowhere' }, { ...s3.settings, endpoint: 'http://127.0.0.1:9' }]) {
    const store = createS3BlobStore({ settings, folder })
    const error = await keep(store, Buffer.from('x')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'BLOB_STORE_FAILED', message: expect.stringMatching(/^the S3 store failed to \w+/) })
    expect(JSON.stringify(error) + String(error) + String(error instanceof Error && error.stack)).not.toMatch(/wrong-secret|S3RVER|Credential=/)
  }
})
