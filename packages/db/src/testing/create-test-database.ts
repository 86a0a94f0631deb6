import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { defaultMigrationsDir, listMigrations } from '../migrate/list-migrations.ts'
import { migrate } from '../migrate/migrate.ts'
import { dropDatabase } from './drop-database.ts'
import { ensureTemplate } from './ensure-template.ts'
import { databaseUrlOf, onServer } from './on-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database on the run's PostgreSQL, by a role that may create databases. */
    databaseServerUrl: string
  }
}

export type TestDatabase = {
  url: string
  /** Drops it, cutting off whoever is still connected. */
  drop: () => Promise<void>
}

/**
 * A migrated database of one's own, cloned from a template that is migrated once a server.
 * @param serverUrl any database on the server, by a role that may create databases; vitest's global setup provides it
 */
export async function createTestDatabase({
  serverUrl = inject('databaseServerUrl'),
  migrationsDir = defaultMigrationsDir,
}: {
  serverUrl?: string
  migrationsDir?: string
} = {}): Promise<TestDatabase> {
  const template = await templateNameOf(migrationsDir)
  const name = `flow_test_${randomUUID().replaceAll('-', '')}`
  const fill = async (url: string) => {
    await migrate({ url, migrationsDir })
  }
  await onServer({ serverUrl, run: (client) => clone({ client, serverUrl, template, name, fill }) })
  const drop = async () => {
    await onServer({ serverUrl, run: (client) => dropDatabase({ client, name }) })
  }
  return { url: databaseUrlOf({ serverUrl, name }), drop }
}

async function templateNameOf(migrationsDir: string): Promise<string> {
  const migrations = await listMigrations({ migrationsDir })
  const content = JSON.stringify(migrations.map(({ name, checksum }) => [name, checksum]))
  return `flow_template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`
}

async function clone({ name, ...options }: Parameters<typeof ensureTemplate>[0] & { name: string }): Promise<void> {
  const { client, template } = options
  for (let attempt = 1; ; attempt += 1) {
    await ensureTemplate(options)
    try {
      await client.query(`create database ${name} template ${template}`)
      return
    } catch (error) {
      // 3D000: the template was dropped as outdated this very moment.
      if (!(error instanceof pg.DatabaseError && error.code === '3D000') || attempt === 3) throw error
    }
  }
}
