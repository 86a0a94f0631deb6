import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, sql, type Database } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolSize: 1, applicationName: 'test', onError: () => undefined })
  await database.sql.execute(sql`create table note (id int primary key)`)
})
beforeEach(async () => void (await database.sql.execute(sql`delete from note`)))
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

const insert = (id: number) => sql`insert into note (id) values (${id})`
const ids = async () => (await database.sql.query<{ id: number }>(sql`select id from note order by id`)).map(({ id }) => id)

test('deferred writes go out in their order before the next statement, and with the commit', async () => {
  const seen = await database.sql.transaction(async (tx) => {
    tx.defer(insert(1))
    tx.defer(sql`update note set id = id + 10`)
    const rows = await tx.query<{ id: number }>(sql`select id from note`)
    tx.defer(insert(2))
    return rows
  })
  expect(seen).toEqual([{ id: 11 }])
  expect(await ids()).toEqual([2, 11])
})

test('a deferred write that fails at the commit fails the transaction, with what the caller made of it, and nothing is stored', async () => {
  const run = database.sql.transaction(async (tx) => {
    await tx.execute(insert(1))
    tx.defer(insert(2))
    tx.defer(insert(1), () => new Error('there is a rival'))
    tx.defer(insert(3))
    return 'done'
  })
  await expect(run).rejects.toThrow('there is a rival')
  expect(await ids()).toEqual([])
})

test('a deferred write that fails before another statement is named as the cause, not what fails after it', async () => {
  const run = database.sql.transaction(async (tx) => {
    tx.defer(sql`insert into note (id) values (null)`)
    await tx.query(sql`select id from note`)
  })
  await expect(run).rejects.toThrow(/null value in column "id"/)
})

test('a transaction of which a failed statement was caught does not pass for committed', async () => {
  const run = database.sql.transaction(async (tx) => {
    await tx.execute(insert(1))
    await tx.execute(insert(1)).catch(() => undefined)
  })
  await expect(run).rejects.toThrow('rolled back')
  expect(await ids()).toEqual([])
})

test('a savepoint takes its deferred writes along: what fails in it leaves the rest as it was', async () => {
  await database.sql.transaction(async (tx) => {
    tx.defer(insert(1))
    const inner = tx.transaction(async (nested) => {
      nested.defer(insert(2))
      nested.defer(insert(1))
    })
    await expect(inner).rejects.toThrow(/duplicate key/)
    await expect(tx.transaction(() => Promise.reject(new Error('of its own')))).rejects.toThrow('of its own')
    tx.defer(insert(3))
  })
  expect(await ids()).toEqual([1, 3])
})

test('a transaction that throws sends nothing that it deferred', async () => {
  const run = database.sql.transaction((tx) => {
    tx.defer(insert(1))
    return Promise.reject(new Error('changed my mind'))
  })
  await expect(run).rejects.toThrow('changed my mind')
  expect(await ids()).toEqual([])
})

test('a question asked ahead goes out with the next statement, or when it is released, in its order', async () => {
  await database.sql
    .transaction(async (tx) => {
      tx.defer(insert(1))
      const before = tx.ahead<{ count: number }>(sql`select count(*)::int as count from note`)
      tx.defer(insert(2))
      const after = await tx.query(sql`select id from note`)
      expect([await before, after.length]).toEqual([[{ count: 1 }], 2])
      const released = tx.ahead<{ sum: number }>(sql`select sum(id)::int as sum from note`)
      tx.release()
      expect(await released).toEqual([{ sum: 3 }])
      const failing = tx.ahead(sql`select 1 / 0`)
      await expect(Promise.allSettled([failing, tx.query(sql`select 1`)])).resolves.toMatchObject([
        { reason: { message: 'division by zero' } },
        { status: 'rejected' },
      ])
      throw new Error('enough')
    })
    .catch((error: Error) => expect(error.message).toBe('enough'))
  expect(await ids()).toEqual([])
})

test('statements of many texts share a connection while some of them fail', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0 ? database.sql.query(sql`select 1 / ${index % 2}::int as quotient`) : database.sql.execute(insert(index)),
    ),
  )
  const rejected = outcomes.filter(({ status }) => status === 'rejected').length
  expect(rejected).toBe(10)
  expect(await ids()).toHaveLength(40)
})
