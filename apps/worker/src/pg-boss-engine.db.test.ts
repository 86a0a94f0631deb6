import { randomUUID } from 'node:crypto'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { createNetworks } from '@flow/networks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPgBossEngine, type PgBossEngine } from './pg-boss-engine.ts'

let server: TestDatabase
let database: Database
let engine: PgBossEngine
const failures: Error[] = []

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
  const adapters = [...createNetworks({ baseUrls: {} }).values()].filter(({ network }) => network === 'feed' || network === 'webhook')
  engine = createPgBossEngine({ db: database.sql, adapters, onError: (error) => failures.push(error) })
  await engine.start()
})
afterAll(async () => {
  await engine?.stop()
  await database?.close()
  await server?.drop()
})

const enqueue = async ({ network, turn = 1, inMs = 0 }: { network: string; turn?: number; inMs?: number }) => {
  const jobId = randomUUID()
  const runAt = new Date(Date.now() + inMs)
  await database.sql.transaction((tx) => engine.enqueue({ tx, jobs: [{ jobId, network, publicationId: `pub_${jobId}`, runAt, turn }] }))
  return jobId
}
const isHeld = async (jobId: string) => (await engine.findHeld({ db: database.sql, jobIds: [jobId] })).has(jobId)
const setStarted = ({ jobId, ago }: { jobId: string; ago: string }) =>
  database.sql.execute(sql`update pgboss.job set started_on = now() - ${ago}::interval where id = ${jobId}::uuid`)

test('a job is held while it waits and for a moment after it was fetched; then whoever fetched it is dead', async () => {
  const jobId = await enqueue({ network: 'webhook' })
  expect(await isHeld(jobId)).toBe(true)
  expect(await engine.fetch({ network: 'webhook', slots: 4 })).toEqual([{ jobId, publicationId: `pub_${jobId}` }])
  expect(await isHeld(jobId)).toBe(true)
  await setStarted({ jobId, ago: '11 seconds' })
  expect(await isHeld(jobId)).toBe(false)
  // The clock was set back by an hour since.
  await setStarted({ jobId, ago: '-1 hour' })
  expect(await isHeld(jobId)).toBe(false)
  await engine.release({ network: 'webhook', jobIds: [jobId] })
  expect(await engine.fetch({ network: 'webhook', slots: 4 })).toEqual([])
})

test('a job id that was ever taken is not taken again, and a finished job is not held', async () => {
  const job = { jobId: randomUUID(), network: 'feed', publicationId: 'pub_once', runAt: new Date(), turn: 1 }
  const take = () => database.sql.transaction((tx) => engine.enqueue({ tx, jobs: [job] }))
  expect(await take()).toEqual([job.jobId])
  await engine.fetch({ network: 'feed', slots: 1 })
  await engine.finish({ network: 'feed', jobIds: [job.jobId] })
  expect(await isHeld(job.jobId)).toBe(false)
  expect(await take()).toEqual([])
})

test('who is first in its workspace passes the many of another; what is due later waits', async () => {
  const many = await Promise.all([3, 2, 4].map((turn) => enqueue({ network: 'feed', turn })))
  const first = await enqueue({ network: 'feed', turn: 1 })
  const later = await enqueue({ network: 'feed', inMs: 60_000 })
  expect(await engine.fetch({ network: 'feed', slots: 1 })).toMatchObject([{ jobId: first }])
  const rest = await engine.fetch({ network: 'feed', slots: 8 })
  expect(rest.map(({ jobId }) => jobId).toSorted()).toEqual(many.toSorted())
  expect(await isHeld(later)).toBe(true)
  expect(failures).toEqual([])
})
