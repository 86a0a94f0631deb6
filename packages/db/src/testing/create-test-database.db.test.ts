import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { createTestDatabase } from './create-test-database.ts'
import { onServer } from './on-server.ts'

const serverUrl = inject('databaseServerUrl')
const migrationsDir = await mkdtemp(join(tmpdir(), 'flow-migrations-'))
await mkdir(join(migrationsDir, '20260101000000_first'))
await writeFile(join(migrationsDir, '20260101000000_first', 'migration.sql'), `-- ${migrationsDir}\ncreate table note (text text);`)
afterAll(() => rm(migrationsDir, { recursive: true }))

const countOf = (url: string) => onServer({ serverUrl: url, run: async (client) => (await client.query('select from note')).rowCount })

const databasesLike = (pattern: string) =>
  onServer({
    serverUrl,
    run: async (client) => (await client.query('select from pg_database where datname like $1', [pattern])).rowCount,
  })

test('clones made at once share one template and no rows', async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase({ migrationsDir })))
  expect(new Set(databases.map(({ url }) => url)).size).toBe(8)
  const [first, second] = databases
  if (first === undefined || second === undefined) throw new Error('no clones')
  await onServer({ serverUrl: first.url, run: (client) => client.query("insert into note values ('mine')") })
  expect(await countOf(first.url)).toBe(1)
  expect(await countOf(second.url)).toBe(0)
  await Promise.all(databases.map(({ drop }) => drop()))
  await expect(countOf(first.url)).rejects.toThrow(/does not exist/)
})

test('drop cuts off a connection that was left open', async () => {
  const { url, drop } = await createTestDatabase({ migrationsDir })
  await onServer({ serverUrl: url, run: () => drop() })
  await expect(countOf(url)).rejects.toThrow(/does not exist/)
})

test('a template of other migrations is dropped once it is a day old, and made again when wanted', async () => {
  const outdated = `flow_template_outdated${process.pid}`
  await onServer({
    serverUrl,
    run: async (client) => {
      await client.query(`create database ${outdated}`)
      await client.query(`comment on database ${outdated} is '2020-01-01'`)
    },
  })
  await writeFile(join(migrationsDir, '20260101000000_first', 'migration.sql'), 'create table note (text text, more text);')
  const { drop } = await createTestDatabase({ migrationsDir })
  await drop()
  expect(await databasesLike(outdated)).toBe(0)
})

test('the migrations of this repository make a database', async () => {
  const { url, drop } = await createTestDatabase()
  const { rowCount } = await onServer({ serverUrl: url, run: (client) => client.query('select from _prisma_migrations') })
  expect(rowCount).toBeGreaterThan(0)
  await drop()
})
