import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorkspace, sweepOldRows } from '../index.ts'
import { idBoundAt } from '../ids.ts'

let server: TestDatabase
let database: Database
let workspaceId: string

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
})
afterAll(async () => {
  await database?.close()
  await server?.drop()
})
beforeEach(async () => {
  for (const table of ['event', 'idempotency_record', 'oauth_state']) await database.sql.executeSql(`delete from ${table}`)
  await database.sql.execute(sql`delete from workspace`)
  workspaceId = (await createWorkspace({ db: database.sql, name: 'Own' })).workspaceId
  await database.sql.execute(
    sql`insert into webhook (id, workspace_id, mode, url, events, secret) values ('webhook_1', ${workspaceId}, 'live', 'https://example.com', '{*}', '')`,
  )
})

const hour = 3_600_000
const day = 24 * hour
let made = 0
const idAt = (noun: 'event' | 'delivery', at: Date) => `${idBoundAt({ noun, at })}${String(made++).padStart(16, '0')}`

async function addEvent(ageMs: number): Promise<string> {
  const at = new Date(Date.now() - ageMs)
  const id = idAt('event', at)
  await database.sql.execute(
    sql`insert into event (id, workspace_id, mode, type, subject_id, data, created_at) values (${id}, ${workspaceId}, 'live', 'post.created', 'post_1', '{}', ${at})`,
  )
  return id
}

async function addDelivery({ ageMs, status }: { ageMs: number; status: string }): Promise<string> {
  const at = new Date(Date.now() - ageMs)
  const id = idAt('delivery', at)
  await database.sql.execute(sql`
    insert into webhook_delivery (id, webhook_id, event_id, event_type, status, created_at) values (${id}, 'webhook_1', ${`event_${id}`}, 'post.created', ${status}::delivery_status, ${at})`)
  await database.sql.execute(sql`insert into webhook_attempt (id, delivery_id, started_at, duration_ms) values (${`a_${id}`}, ${id}, ${at}, 1)`)
  return id
}

const addRecord = ({ key, ageMs }: { key: string; ageMs: number }) =>
  database.sql.execute(sql`
    insert into idempotency_record (workspace_id, mode, key, fingerprint, status, response, created_at)
    values (${workspaceId}, 'live', ${key}, '', 201, '', ${new Date(Date.now() - ageMs)})`)

const addState = ({ hash, endedMs, isUsed }: { hash: string; endedMs: number; isUsed: boolean }) =>
  database.sql.execute(sql`
    insert into oauth_state (state_hash, workspace_id, mode, network, actor, sealed_verifier, expires_at, used_at)
    values (${hash}, ${workspaceId}, 'live', 'test', 'test', '', ${new Date(Date.now() - endedMs)}, ${isUsed ? new Date(Date.now() - endedMs) : null})`)

const idsOf = async (table: string, column = 'id') =>
  (await database.sql.executeSql(`select ${column} as id from ${table} order by 1`)).rows.map(({ id }) => id)

test('events and settled deliveries go after 30 days, and not before', async () => {
  await addEvent(30 * day + hour)
  await addEvent(400 * day)
  const kept = [await addEvent(30 * day - hour), await addEvent(0)]
  await addDelivery({ ageMs: 31 * day, status: 'delivered' })
  await addDelivery({ ageMs: 31 * day, status: 'failed' })
  const open = await addDelivery({ ageMs: 31 * day, status: 'pending' })
  const young = await addDelivery({ ageMs: 29 * day, status: 'delivered' })

  expect(await sweepOldRows({ db: database.sql, limit: 100 })).toMatchObject({ events: 2, deliveries: 2 })
  expect(await idsOf('event')).toEqual(kept.sort())
  expect(await idsOf('webhook_delivery')).toEqual([open, young].sort())
  expect((await idsOf('webhook_attempt')).length).toBe(2)
})

test('kept answers go after 24 hours, OAuth states a day after their end, used or not', async () => {
  await addRecord({ key: 'old', ageMs: day + 60_000 })
  await addRecord({ key: 'young', ageMs: day - 60_000 })
  await addState({ hash: 'used', endedMs: day + 60_000, isUsed: true })
  await addState({ hash: 'left', endedMs: day + 60_000, isUsed: false })
  await addState({ hash: 'told', endedMs: hour, isUsed: true })
  await addState({ hash: 'open', endedMs: -hour, isUsed: false })

  expect(await sweepOldRows({ db: database.sql, limit: 100 })).toMatchObject({ idempotencyRecords: 1, oauthStates: 2 })
  expect(await idsOf('idempotency_record', 'key')).toEqual(['young'])
  expect(await idsOf('oauth_state', 'state_hash')).toEqual(['open', 'told'])
})

test('many rows go in batches, also by several workers at once, and each is counted once', async () => {
  for (let index = 0; index < 57; index++) await addEvent(40 * day)
  const results = await Promise.all(Array.from({ length: 4 }, () => sweepOldRows({ db: database.sql, limit: 5 })))
  const again = await sweepOldRows({ db: database.sql, limit: 5 })
  expect([...results, again].reduce((sum, { events }) => sum + events, 0)).toBe(57)
  expect(await idsOf('event')).toEqual([])
})

test('a worker that stops ends after the batch it is in', async () => {
  for (let index = 0; index < 12; index++) await addEvent(40 * day)
  expect((await sweepOldRows({ db: database.sql, limit: 5, signal: AbortSignal.abort() })).events).toBe(5)
})

test('old events are found by the primary key', async () => {
  await database.sql.execute(sql`
    insert into event (id, workspace_id, mode, type, subject_id, data) select ${idBoundAt({ noun: 'event', at: new Date() })} || lpad(n::text, 16, '0'), ${workspaceId}, 'live', 't', 's', '{}' from generate_series(1, 5000) n`)
  await database.sql.executeSql('analyze event')
  const bound = idBoundAt({ noun: 'event', at: new Date(Date.now() - 30 * day) })
  const { rows } = await database.sql.executeSql(
    `explain select id from event where id < '${bound}' and created_at < now() - interval '30 days' order by id limit 200`,
  )
  expect(JSON.stringify(rows)).toContain('event_pkey')
})
