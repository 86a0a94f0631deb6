import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createChannel, createPost, createPosts, createWorkspace, deletePost, listPosts, systemContext, updatePost, type Context } from '../index.ts'

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

const scheduledFor = '2099-01-01T00:00:00Z'
const make = async (content: string) => (await createPost({ ctx, body: { channelId, content, scheduledFor } })).post.id
const search = async (contains: string, rest: Record<string, string | Record<string, string>> = {}) =>
  listPosts({ ctx, query: { filter: { content: { contains }, ...rest } } })
const found = async (contains: string) => (await search(contains)).rows.map(({ id }) => id)

const fill = ({ count, content }: { count: number; content: string }) =>
  database.sql.execute(sql`
    insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for, created_at)
    select 'post_' || replace(gen_random_uuid()::text, '-', ''), ${ctx.workspaceId}, 'live', ${channelId}, ${content} || ' ' || number, '{}', ${scheduledFor}::timestamptz,
      now() - number * interval '1 second'
    from generate_series(1, ${count}) as number`)

/** Both ways: what a post says and the searched table lacks, and what the table says and no post does. */
const outOfStep = () =>
  database.sql.query(sql`
    with said as (select id, mode, content from post where content is not null and workspace_id = ${ctx.workspaceId}),
      searched as (select post_id, mode, content from post_text where workspace_id = ${ctx.workspaceId})
    (table said except table searched) union all (table searched except table said)`)

/** Rare texts at the end of a list that is longer than what is walked through, so that the index is asked. */
async function hideInLongList(content: string): Promise<string> {
  await fill({ count: 6_000, content: 'Something else' })
  const id = await make(content)
  await database.sql.execute(sql`update post set created_at = '2020-01-01' where id = ${id} and workspace_id = ${ctx.workspaceId}`)
  await database.sql.execute(sql`analyze post, post_text`)
  return id
}

test('a search finds the text of an edited post and not the one before', async () => {
  const id = await make('An early swallow')
  await updatePost({ ctx, id, body: { content: 'A late nightingale' } })
  expect(await found('swallow')).toEqual([])
  expect(await found('NIGHTINGALE')).toEqual([id])
  expect(await outOfStep()).toEqual([])
})

test('far down a long list as well, and no longer once the post is deleted', async () => {
  const id = await hideInLongList('An early swallow')
  expect(await found('early swallow')).toEqual([id])
  await updatePost({ ctx, id, body: { content: 'A late nightingale' } })
  expect(await found('early swallow')).toEqual([])
  expect(await found('late nightingale')).toEqual([id])
  await deletePost({ ctx, id })
  expect(await found('late nightingale')).toEqual([])
  expect(await outOfStep()).toEqual([])
})

test('the index is asked for a rare text of a long list, and found posts are held to all filters', async () => {
  const id = await hideInLongList('An early swallow')
  const filter = { channelId, scheduledFor: { gte: '2098-01-01T00:00:00Z' } }
  expect((await search('early swallow', { ...filter, status: 'queued' })).rows.map((row) => row.id)).toEqual([id])
  expect((await search('early swallow', { ...filter, status: 'done' })).rows).toEqual([])
  expect((await search('early swallow', { ...filter, status: { ne: 'queued' } })).rows).toEqual([])
  // Nothing but the index knows this row.
  await database.sql.execute(sql`delete from post_text where post_id = ${id}`)
  expect(await found('early swallow')).toEqual([])
})

test('a batch is found, each post by its own text', async () => {
  const items = Array.from({ length: 1_000 }, (_, number) => ({ value: { channelId, content: `Batch item ${number}.`, scheduledFor } }))
  const outcomes = await createPosts({ ctx, items, isAtomic: false })
  const ids = outcomes.map((outcome) => ('value' in outcome ? outcome.value.post.id : undefined))
  expect(await found('item 777.')).toEqual([ids[777]])
  expect((await search('batch ITEM')).pagination).toMatchObject({ total: 1_000 })
  expect(await outOfStep()).toEqual([])
})

test('posts without a text are not found, before and after they had one', async () => {
  const id = await make('An early swallow')
  const setContent = (content: string | null) =>
    database.sql.execute(sql`update post set content = ${content}, media_keys = '{media_1}' where id = ${id} and workspace_id = ${ctx.workspaceId}`)
  await setContent(null)
  expect(await found('')).toEqual([])
  expect(await outOfStep()).toEqual([])
  await setContent('A late nightingale')
  expect(await found('')).toEqual([id])
  expect(await found('nightingale')).toEqual([id])
  expect(await outOfStep()).toEqual([])
})

test('the total counts this workspace and mode alone, with and without other filters', async () => {
  await fill({ count: 5_000, content: 'Common words here' })
  const other = { ...ctx, mode: 'test' as const }
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Other' })
  const foreign = systemContext({ sql: database.sql, workspaceId, publicUrl: 'http://localhost', name: 'test' })
  for (const each of [other, foreign]) {
    const channel = await createChannel({ ctx: each, body: { name: 'Test' } })
    await createPost({ ctx: each, body: { channelId: channel.id, content: 'Common words here', scheduledFor } })
  }
  await database.sql.execute(sql`analyze post, post_text`)
  expect((await search('common words')).pagination).toMatchObject({ total: 5_000 })
  expect((await search('common words', { status: 'queued' })).pagination).toMatchObject({ total: 5_000 })
  expect((await search('here 12')).pagination).toMatchObject({ total: 111 })
  expect((await search('here 12', { status: 'queued' })).pagination).toMatchObject({ total: 111 })
})

test('a change of status writes nothing into the searched table', async () => {
  const id = await make('An early swallow')
  const places = () => database.sql.query(sql`select ctid::text, xmin::text from post_text where post_id = ${id}`)
  const before = await places()
  expect(before).toHaveLength(1)
  await database.sql.execute(
    sql`update post set status = 'flowing', first_intent_at = now(), updated_at = now() where id = ${id} and workspace_id = ${ctx.workspaceId}`,
  )
  await database.sql.execute(sql`update post set content = content where id = ${id} and workspace_id = ${ctx.workspaceId}`)
  expect(await places()).toEqual(before)
})

test('a search is planned for its text, however often it is asked', async () => {
  const single = openDatabase({ url: server.url, poolSize: 1, applicationName: 'test', onError: () => undefined })
  try {
    const asking = { ...ctx, sql: single.sql }
    for (let time = 0; time < 12; time += 1) await listPosts({ ctx: asking, query: { filter: { content: { contains: `text ${time}` }, status: 'queued' } } })
    const prepared = await single.sql.query<{ statement: string }>(sql`select statement from pg_prepared_statements`)
    expect(prepared.filter(({ statement }) => statement.includes('ilike'))).toEqual([])
  } finally {
    await single.close()
  }
})
