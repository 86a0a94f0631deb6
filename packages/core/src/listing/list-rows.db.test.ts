import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createChannel, createWorkspace, listPosts, systemContext, type Context } from '../index.ts'

let server: TestDatabase
let database: Database
let ctx: Context
let channelId: string

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
})
afterAll(async () => {
  await database?.close()
  await server?.drop()
})
beforeEach(async () => {
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Test' })
  ctx = systemContext({ sql: database.sql, workspaceId, publicUrl: 'http://localhost', name: 'test' })
  channelId = (await createChannel({ ctx, body: { name: 'Test' } })).id
})

const fill = (count: number) =>
  database.sql.execute(sql`
    insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for, status, first_intent_at, settled_at)
    select 'post_' || replace(gen_random_uuid()::text, '-', ''), ${ctx.workspaceId}, 'live', ${channelId}, 'Text ' || number, '{}', '2099-01-01',
      case when number % 2 = 0 then 'done' else 'queued' end::post_status, case when number % 2 = 0 then now() end, case when number % 2 = 0 then now() end
    from generate_series(1, ${count}) as number`)

const paginationOf = async (query: Parameters<typeof listPosts>[0]['query']) => (await listPosts({ ctx, query })).pagination

test('the total is exact on every page, whether it had to be counted or follows from the page', async () => {
  expect(await paginationOf({})).toMatchObject({ total: 0, totalPages: 0, nextCursor: null })
  await fill(45)
  expect(await paginationOf({ page: 1 })).toMatchObject({ total: 45, totalPages: 3 })
  expect(await paginationOf({ page: 3 })).toMatchObject({ total: 45, totalPages: 3, nextCursor: null })
  expect(await paginationOf({ page: 4 })).toMatchObject({ total: 45, totalPages: 3, nextCursor: null })
  expect(await paginationOf({ perPage: 45 })).toMatchObject({ total: 45, totalPages: 1, nextCursor: null })
  expect(await paginationOf({ filter: { status: 'done' }, perPage: 10 })).toMatchObject({ total: 22, totalPages: 3 })
})

test('beyond 10,000 the total is an estimate, for that list and its filter alone, and stays one for a minute', async () => {
  await fill(10_000)
  const exact = await paginationOf({})
  expect(exact).toMatchObject({ total: 10_000 })
  expect(exact).not.toHaveProperty('totalIsEstimate')
  await fill(2)
  expect(await paginationOf({})).toMatchObject({ total: 10_000, totalIsEstimate: true, totalPages: 500 })
  expect(await paginationOf({ filter: { status: 'done' } })).toMatchObject({ total: 5_001 })

  await database.sql.execute(sql`delete from post where workspace_id = ${ctx.workspaceId} and status = 'done'`)
  expect(await paginationOf({})).toMatchObject({ total: 10_000, totalIsEstimate: true })
  const later = { ...ctx, clock: { now: () => new Date(Date.now() + 61_000) } }
  const { pagination } = await listPosts({ ctx: later, query: {} })
  expect(pagination).toMatchObject({ total: 5_001 })
  expect(pagination).not.toHaveProperty('totalIsEstimate')
})

test('a walk by cursor meets every row once, in both directions and with mixed ones', async () => {
  await fill(57)
  for (const sort of ['-createdAt', 'createdAt', 'status,-createdAt', '-scheduledFor,status']) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { rows, pagination } = await listPosts({ ctx, query: { sort, perPage: 10, ...(cursor === undefined ? {} : { cursor }) } })
      seen.push(...rows.map(({ id }) => id))
      cursor = pagination.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(57)
    expect(new Set(seen).size).toBe(57)
  }
})
