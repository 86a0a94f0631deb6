import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskBlobStore, type BlobStore } from '@flow/blobs'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  createChannel,
  createMedia,
  createMediaUpload,
  createPost,
  createWorkspace,
  deleteMedia,
  deletePost,
  getMedia,
  listMedia,
  sweepBlobs,
  sweepMedia,
  sweepUploads,
  systemContext,
  type Context,
} from '../index.ts'
import { lockMedia } from '../posts/post-rules.ts'

let server: TestDatabase
let database: Database
let ctx: Context
let channelId: string
let folder: string
let blobs: BlobStore

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', poolSize: 10, onError: () => undefined })
})
afterAll(async () => {
  await database?.close()
  await server?.drop()
})
beforeEach(async () => {
  await database.sql.execute(sql`delete from workspace`)
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Own' })
  ctx = systemContext({ sql: database.sql, workspaceId, publicUrl: '', name: 'test' })
  channelId = (await createChannel({ ctx, body: { name: 'One' } })).id
  folder = await mkdtemp(join(tmpdir(), 'flow-sweep-'))
  blobs = createDiskBlobStore({ folder })
  return () => rm(folder, { recursive: true, force: true })
})

const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function upload({ bytes = randomBytes(64), ageDays = 8 }: { bytes?: Buffer; ageDays?: number } = {}) {
  const temporaryPath = await blobs.temporaryPath()
  await writeFile(temporaryPath, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { temporaryPath, sha256, byteSize: bytes.length, filename: 'a.png', contentType: 'image/png', kind: 'image' as const }
  const media = await createMedia({ ctx, blobs, file: { ...file, width: 1, height: 1, blurhash: null }, altText: null })
  await database.sql.execute(sql`update media set created_at = now() - make_interval(secs => ${ageDays * 86_400}) where key = ${media.key}`)
  return media
}
const post = (mediaKeys: string[]) => createPost({ ctx, body: { channelId, content: 'Text', mediaKeys, scheduledFor: '2099-01-01T00:00:00Z' } })
const sweep = () => sweepMedia({ db: database.sql, blobs, limit: 100 })
const keysLeft = async () => new Set((await listMedia({ ctx, query: { perPage: 100 } })).rows.map(({ key }) => key))

test('media that nothing uses go after 7 days, with their bytes and a word in the audit log; all else stays', async () => {
  const [unused, young, queued, ended, shown] = [await upload(), await upload({ ageDays: 6.9 }), await upload(), await upload(), await upload()]
  const [sharedOld, sharedUsed] = [await upload({ bytes: Buffer.from('same') }), await upload({ bytes: Buffer.from('same') })]
  await post([queued.key, sharedUsed.key])
  const done = await post([ended.key])
  await database.sql.execute(sql`update post set status = 'done', settled_at = now() where id = ${done.post.id}`)
  await database.sql.execute(sql`
    insert into built_in_entry (client_key, connection_id, content, media_keys)
    select 'entry', id, 'Text', ${[shown.key]} from connection where built_in_channel_id = ${channelId}`)

  expect(await sweep()).toBe(2)
  expect(await keysLeft()).toEqual(new Set([young.key, queued.key, ended.key, shown.key, sharedUsed.key]))
  expect([await isThere(place(unused.sha256)), await isThere(place(sharedOld.sha256)), await isThere(place(young.sha256))]).toEqual([false, true, true])
  const audit = await database.sql.query<{ subjectId: string; actor: string }>(sql`select subject_id, actor from audit_entry where action = 'sweepMedia'`)
  expect(audit.map(({ subjectId }) => subjectId).sort()).toEqual([unused.key, sharedOld.key].sort())
  expect(await sweep()).toBe(0)
})

test('media that a post had go once that post is deleted', async () => {
  const media = await upload()
  const { post: made } = await post([media.key])
  expect(await sweep()).toBe(0)
  await deletePost({ ctx, id: made.id })
  expect(await sweep()).toBe(1)
})

test('a post that is being written keeps its media, though nobody sees the post yet', async () => {
  const media = await upload()
  await database.sql.transaction(async (tx) => {
    await lockMedia({ ctx, tx, mediaKeys: [media.key] })
    expect(await sweep()).toBe(0)
    await createPost({ ctx: { ...ctx, sql: tx }, body: { channelId, mediaKeys: [media.key], scheduledFor: '2099-01-01T00:00:00Z' } })
    expect(await sweep()).toBe(0)
  })
  expect(await sweep()).toBe(0)
  expect((await getMedia({ ctx, key: media.key })).key).toBe(media.key)
})

test('posts created while sweeps run either have their media or are refused for the lack of it', async () => {
  const outcomes = { made: 0, refused: 0 }
  for (let round = 0; round < 15; round++) {
    const media = await Promise.all(Array.from({ length: 6 }, () => upload()))
    const [posts] = await Promise.all([Promise.allSettled(media.map(({ key }) => post([key]))), sweep(), sweep()])
    const left = await keysLeft()
    for (const [index, { key, sha256 }] of media.entries()) {
      const isMade = posts[index]?.status === 'fulfilled'
      expect(left.has(key)).toBe(isMade)
      expect(await isThere(place(sha256))).toBe(isMade)
      outcomes[isMade ? 'made' : 'refused']++
    }
  }
  expect(outcomes.made + outcomes.refused).toBe(90)
})

test('an upload of bytes that a sweep or a deletion is just removing ends with its bytes in place', async () => {
  // A sweep a week ahead would take the upload's own file, just received, for one left behind.
  const weekAhead = { ...blobs, removeLeftovers: () => Promise.resolve(0) }
  for (let round = 0; round < 25; round++) {
    const bytes = Buffer.from(`round ${round}`)
    await upload({ bytes })
    const other = await upload({ bytes })
    const [media] = await Promise.all([
      upload({ bytes, ageDays: 0 }),
      sweep(),
      deleteMedia({ ctx, blobs, key: other.key }).catch(() => undefined),
      sweepBlobs({ db: database.sql, blobs: weekAhead, now: inDays(8) }),
    ])
    expect(await isThere(place(media.sha256))).toBe(true)
  }
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

test('blobs without a row go after 7 days, what uploads left behind after one; all else in the folder stays', async () => {
  const kept = await upload()
  const lost = await upload()
  await database.sql.execute(sql`delete from media where key = ${lost.key}`)
  const incoming = join(folder, 'incoming')
  for (const name of ['old', 'fresh', 'sent']) await writeFile(join(incoming, name), 'x')
  const twoDaysAgo = inDays(-2)
  await utimes(join(incoming, 'old'), twoDaysAgo, twoDaysAgo)
  await writeFile(join(folder, 'notes.txt'), 'mine')
  if (blobs.direct.kind !== 'own') throw new Error('the disk takes uploads itself')
  await blobs.direct.keepUpload({ key: 'media_1', temporaryPath: join(incoming, 'sent') })

  expect(await sweepBlobs({ db: database.sql, blobs, now: new Date() })).toEqual({ removed: 0, leftovers: 1 })
  expect(await readdir(incoming)).toEqual(['fresh'])
  expect(await sweepBlobs({ db: database.sql, blobs, now: inDays(6.9) })).toEqual({ removed: 0, leftovers: 2 })
  expect(await sweepBlobs({ db: database.sql, blobs, now: inDays(7.1) })).toEqual({ removed: 1, leftovers: 0 })
  expect([await isThere(place(kept.sha256)), await isThere(place(lost.sha256)), await isThere(join(folder, 'notes.txt'))]).toEqual([true, false, true])
  const nowhere = createDiskBlobStore({ folder: join(folder, 'none') })
  expect(await sweepBlobs({ db: database.sql, blobs: nowhere, now: new Date() })).toEqual({ removed: 0, leftovers: 0 })
})

test('a direct upload that nobody completes is forgotten a day after its end, and was never usable', async () => {
  const { key } = await createMediaUpload({ ctx, body: { fileName: 'a.png', contentType: 'image/png', size: 5 } })
  await expect(post([key])).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND' })
  await database.sql.execute(sql`update media_upload set expires_at = now() - interval '23 hours'`)
  expect(await sweepUploads({ db: database.sql })).toBe(0)
  await database.sql.execute(sql`update media_upload set expires_at = now() - interval '25 hours'`)
  expect(await sweepUploads({ db: database.sql })).toBe(1)
})
