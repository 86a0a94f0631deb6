import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { packageDir } from '../prisma-cli/run-prisma.ts'
import { newMigration } from './new-migration.ts'

const serverUrl = inject('databaseServerUrl')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-new-migration-'))
  await cp(join(packageDir, 'migrations'), join(folder, 'migrations'), { recursive: true })
  await cp(join(packageDir, 'prisma', 'schema'), join(folder, 'schema'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

test('the folder holds the SQL that the schema asks for and the migrations lack', async () => {
  await writeFile(join(folder, 'schema', 'note.prisma'), 'model Note {\n  id String @id\n  @@map("note")\n}\n')
  const migrationsDir = join(folder, 'migrations')
  const now = new Date('2030-01-02T03:04:05.678Z')
  const file = await newMigration({ name: 'add_note', serverUrl, migrationsDir, schemaPath: join(folder, 'schema'), now })
  expect(file).toBe(join(migrationsDir, '20300102030405_add_note', 'migration.sql'))
  const sql = await readFile(file, 'utf8')
  expect(sql).toContain('CREATE TABLE "note"')
  expect(sql).not.toContain('CREATE TABLE "post"')
})

test('a name that is no folder name is refused', async () => {
  await expect(newMigration({ name: 'Add note', serverUrl })).rejects.toThrow(/lower-case/)
})
