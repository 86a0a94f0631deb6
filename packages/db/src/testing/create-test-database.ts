import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { listMigrations, migrate } from '../migrate/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServerUrl: string
  }
}

export type TestDatabase = { url: string; drop: () => Promise<void> }

/** A database of its own for one test file, cloned from a template that holds all migrations. */
export async function createTestDatabase({ serverUrl = inject('databaseServerUrl') }: { serverUrl?: string } = {}): Promise<TestDatabase> {
  const template = await templateName()
  const name = `flow_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, async (client) => {
    // Several test processes begin at once: one makes the template, the others wait for it.
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) await makeTemplate({ client, serverUrl, template })
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    url: databaseUrl({ serverUrl, name }),
    drop: () => onServer(serverUrl, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}

async function makeTemplate({ client, serverUrl, template }: { client: pg.Client; serverUrl: string; template: string }): Promise<void> {
  const making = `${template}_making`
  await client.query(`drop database if exists ${making} with (force)`)
  await client.query(`create database ${making}`)
  await migrate({ url: databaseUrl({ serverUrl, name: making }) })
  await client.query(`alter database ${making} rename to ${template}`)
}

async function templateName(): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await listMigrations()) hash.update(`${migration.name} ${migration.checksum}\n`)
  return `flow_template_${hash.digest('hex').slice(0, 16)}`
}

async function onServer(serverUrl: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}

function databaseUrl({ serverUrl, name }: { serverUrl: string; name: string }): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
