import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { runPrisma } from '../prisma-cli/run-prisma.ts'
import { dropDatabase } from '../testing/drop-database.ts'
import { databaseUrlOf, onServer } from '../testing/on-server.ts'
import { migrate } from './migrate.ts'

const serverUrl = inject('databaseServerUrl')
let url = ''
let migrationsDir = ''

beforeEach(async () => {
  // Not created here: that is the first thing migrate() does.
  url = databaseUrlOf({ serverUrl, name: `flow_migrate_${randomUUID().replaceAll('-', '')}` })
  migrationsDir = await mkdtemp(join(tmpdir(), 'flow-migrations-'))
  await write('20260101000000_first', 'create table one (id int);')
  await write('20260102000000_second', 'create table two (id int);\ninsert into one values (1);')
})
afterEach(async () => {
  const name = new URL(url).pathname.slice(1)
  await onServer({ serverUrl, run: (client) => dropDatabase({ client, name }) })
  await rm(migrationsDir, { recursive: true })
})

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDir, name), { recursive: true })
  await writeFile(join(migrationsDir, name, 'migration.sql'), sql)
}

const rowsOf = (text: string) => onServer({ serverUrl: url, run: async (client) => (await client.query<Record<string, unknown>>(text)).rows })
const appliedNames = async () => (await rowsOf('select migration_name as name from _prisma_migrations order by 1')).map((row) => row['name'])

test('a missing database is made, and every migration applied once, in order', async () => {
  expect(await migrate({ url, migrationsDir })).toEqual({ applied: ['20260101000000_first', '20260102000000_second'], already: 0 })
  await write('20260103000000_third', 'insert into two values (2)')
  expect(await migrate({ url, migrationsDir })).toEqual({ applied: ['20260103000000_third'], already: 2 })
  expect(await migrate({ url, migrationsDir })).toEqual({ applied: [], already: 3 })
  expect(await rowsOf('select one.id as one, two.id as two from one, two')).toEqual([{ one: 1, two: 2 }])
})

test('five processes at once apply each migration once', async () => {
  await write('20260103000000_slow', 'select pg_sleep(0.3); create table three (id int);')
  const results = await Promise.all(Array.from({ length: 5 }, () => migrateInProcess()))
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0])
  const counts = results.map(({ output }) => Number(/applied=(\d+)/.exec(output)?.[1]))
  expect(counts.toSorted()).toEqual([0, 0, 0, 0, 3])
  expect(await rowsOf('select count(*)::int as count from one')).toEqual([{ count: 1 }])
})

test('a database that is ahead of this code is refused untouched', async () => {
  await migrate({ url, migrationsDir })
  await rm(join(migrationsDir, '20260102000000_second'), { recursive: true })
  await write('20260103000000_third', 'create table three (id int)')
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({
    code: 'NEWER_SCHEMA',
    migrations: ['20260102000000_second'],
    message: expect.stringMatching(/20260102000000_second.*Upgrade Flow/),
  })
  expect(await appliedNames()).toHaveLength(2)
})

test('an edited migration is refused; other line ends are no edit', async () => {
  await migrate({ url, migrationsDir })
  await write('20260102000000_second', 'create table two (id int);\r\ninsert into one values (1);')
  await migrate({ url, migrationsDir })
  await write('20260102000000_second', 'create table two (id int, more int);')
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH', migrations: ['20260102000000_second'] })
})

test('a failing migration leaves nothing, names file, line and reason, and passes once mended', async () => {
  await write('20260103000000_third', "create table three (id int);\n-- é😀\ninsert into three values ('x');")
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({
    code: 'FAILED',
    message: expect.stringMatching(/20260103000000_third failed at line 3: invalid input syntax for type integer: "x"/),
  })
  expect(await appliedNames()).toEqual(['20260101000000_first', '20260102000000_second'])
  expect(await rowsOf("select to_regclass('three') as three")).toEqual([{ three: null }])
  await write('20260103000000_third', 'create table three (id int)')
  expect((await migrate({ url, migrationsDir })).applied).toEqual(['20260103000000_third'])
})

test('what a migration sets does not reach the next one, nor our own bookkeeping', async () => {
  await write('20260103000000_third', "set search_path = ''; set statement_timeout = 2000; create table public.three (id int);")
  await write('20260104000000_fourth', 'select pg_sleep(2.5); create table four (id int);')
  await migrate({ url, migrationsDir })
  expect(await rowsOf("select to_regclass('public.four')::text as four")).toEqual([{ four: 'four' }])
})

test('an index is built concurrently while other processes wait for the lock', async () => {
  await write('20260103000000_index', '-- flow: no transaction\ncreate index concurrently one_id_idx on one (id);')
  const results = await Promise.all([migrate({ url, migrationsDir }), migrate({ url, migrationsDir })])
  expect(results.flatMap(({ applied }) => applied)).toHaveLength(3)
})

test('an index that could not be built leaves no invalid one behind', async () => {
  await write('20260102000000_second', 'insert into one values (1), (1)')
  await write('20260103000000_index', '-- flow: no transaction\ncreate unique index concurrently one_id_key on one (id);')
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({ code: 'FAILED', message: expect.stringContaining('is duplicated') })
  expect(await rowsOf("select to_regclass('one_id_key') as index")).toEqual([{ index: null }])
  await rowsOf('truncate one')
  expect((await migrate({ url, migrationsDir })).applied).toEqual(['20260103000000_index'])
})

test('several statements without a transaction are refused with the reason', async () => {
  await write('20260103000000_index', '-- flow: no transaction\nselect 1;\ncreate index concurrently one_id_idx on one (id);')
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({ message: expect.stringContaining('a single statement') })
})

test("another tool's unfinished migration is not built upon", async () => {
  await migrate({ url, migrationsDir })
  await rowsOf("update _prisma_migrations set finished_at = null where migration_name like '%_second'")
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({ code: 'UNFINISHED', migrations: ['20260102000000_second'] })
})

test('a folder that is no migration is named', async () => {
  await mkdir(join(migrationsDir, 'later'))
  await expect(migrate({ url, migrationsDir })).rejects.toMatchObject({ code: 'INVALID_FOLDER' })
})

test('Prisma reads our history as its own', async () => {
  await migrate({ url })
  const status = await runPrisma({ args: ['migrate', 'status'], databaseUrl: url })
  expect(status).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Database schema is up to date!') })
  const deploy = await runPrisma({ args: ['migrate', 'deploy'], databaseUrl: url })
  expect(deploy).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No pending migrations to apply') })
})

function migrateInProcess(): Promise<{ exitCode: number | null; output: string }> {
  const script = `
    import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)}
    const { applied } = await migrate({ url: ${JSON.stringify(url)}, migrationsDir: ${JSON.stringify(migrationsDir)} })
    console.log('applied=' + applied.length)`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { env: {} })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  })
}
