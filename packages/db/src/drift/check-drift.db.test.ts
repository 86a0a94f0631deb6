import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { packageDir } from '../prisma-cli/run-prisma.ts'
import { checkCatalogDrift } from './check-catalog-drift.ts'
import { checkDrift } from './check-drift.ts'
import { checkPrismaDrift } from './check-prisma-drift.ts'
import type { Drift } from './drift.ts'

const serverUrl = inject('databaseServerUrl')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-drift-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** This repository's migrations and one more, made by hand. */
async function migrationsAnd(sql: string): Promise<string> {
  const migrationsDir = await mkdtemp(join(folder, 'migrations-'))
  await cp(join(packageDir, 'migrations'), migrationsDir, { recursive: true })
  await mkdir(join(migrationsDir, '99990101000000_by_hand'))
  await writeFile(join(migrationsDir, '99990101000000_by_hand', 'migration.sql'), sql)
  return migrationsDir
}

async function bothHalves(sql: string): Promise<{ prisma: Drift; catalog: Drift }> {
  const migrationsDir = await migrationsAnd(sql)
  return {
    prisma: await checkPrismaDrift({ databaseUrl: serverUrl, migrationsDir }),
    catalog: await checkCatalogDrift({ serverUrl, migrationsDir }),
  }
}

const drifted = (text: string) => ({ isClean: false, explanation: expect.stringContaining(text) })

test('schema, migrations and snapshot of this repository agree', async () => {
  expect(await checkDrift({ serverUrl })).toEqual({ isClean: true })
})

test('a column made by hand is seen by both halves', async () => {
  const { prisma, catalog } = await bothHalves('alter table post add column by_hand text')
  expect(prisma).toEqual(drifted('by_hand'))
  expect(catalog).toEqual(drifted('+ table post column by_hand: text'))
})

test('a dropped partial index is seen by both halves', async () => {
  const { prisma, catalog } = await bothHalves('drop index publication_due_idx')
  expect(prisma).toEqual(drifted('run_at'))
  expect(catalog).toEqual(drifted('- table publication index: CREATE INDEX publication_due_idx'))
})

test('a partial index with another predicate is seen by both halves', async () => {
  const { prisma, catalog } = await bothHalves(
    "drop index publication_due_idx; create index publication_due_idx on publication (run_at) where status = 'scheduled'",
  )
  expect(catalog).toEqual(
    drifted("+ table publication index: CREATE INDEX publication_due_idx ON public.publication USING btree (run_at) WHERE (status = 'scheduled'"),
  )
  expect(prisma).toEqual(drifted('run_at'))
})

test.each([
  ['a dropped check', 'alter table post drop constraint post_settled_check', '- table post constraint post_settled_check'],
  ['a trigger and its function', triggerSql(), '+ table post trigger: CREATE TRIGGER guard'],
  ['a policy', 'alter table post enable row level security; create policy own on post using (true)', '+ table post policy own: permissive'],
])('%s is seen by the snapshot alone', async (_, sql, line) => {
  const { prisma, catalog } = await bothHalves(sql)
  expect(catalog).toEqual(drifted(line))
  expect(prisma).toEqual({ isClean: true })
})

test('an engine that says nothing and exits with 0 is no clean result', async () => {
  const drift = await checkPrismaDrift({ databaseUrl: serverUrl, engine: '/bin/true' })
  expect(drift).toEqual(drifted('nothing is known'))
})

test('neither is a database that is away', async () => {
  const drift = await checkPrismaDrift({ databaseUrl: 'postgresql://flow:x@127.0.0.1:1/flow' })
  expect(drift).toEqual(drifted('nothing is known'))
})

function triggerSql(): string {
  return `create function guard() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger guard before update on post for each row execute function guard()`
}
