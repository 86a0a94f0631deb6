import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, test, vi } from 'vitest'
import { onServer } from '../testing/on-server.ts'
import { withTemporaryDatabase } from '../testing/with-temporary-database.ts'
import { defaultMigrationsDir, listMigrations } from './list-migrations.ts'
import { migrate } from './migrate.ts'

const serverUrl = inject('databaseServerUrl')
const triggers = '20261128004026_post_text'
const count = 2_500

/** Migrates as far as a Flow that knew `last` and nothing after it. */
async function migrateUntil({ url, isKnown }: { url: string; isKnown: (name: string) => boolean }): Promise<void> {
  const migrationsDir = await mkdtemp(join(tmpdir(), 'flow-migrations-'))
  try {
    const names = (await listMigrations()).map(({ name }) => name).filter(isKnown)
    for (const name of names) await cp(join(defaultMigrationsDir, name), join(migrationsDir, name), { recursive: true })
    await migrate({ url, migrationsDir })
  } finally {
    await rm(migrationsDir, { recursive: true })
  }
}

const fill = `
  insert into workspace (id, name, slug) values ('ws_1', 'Test', 'test');
  insert into channel (id, workspace_id, mode, name, color, timezone) values ('ch_1', 'ws_1', 'live', 'Test', '#000000', 'UTC');
  insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for)
  select 'post_' || number, 'ws_1', 'live', 'ch_1', case when number % 10 > 0 then 'Text ' || number end, '{media_1}', '2099-01-01' from generate_series(1, ${count}) as number`

const rowsOf = ({ url, text }: { url: string; text: string }) =>
  onServer({ serverUrl: url, run: async (client) => (await client.query<Record<string, unknown>>(text)).rows })
const outOfStep = (url: string) =>
  rowsOf({
    url,
    text: `(select id, workspace_id, mode, content from post where content is not null except select post_id, workspace_id, mode, content from post_text)
      union all (select post_id, workspace_id, mode, content from post_text except select id, workspace_id, mode, content from post)`,
  })
const copied = async (url: string) => (await rowsOf({ url, text: 'select count(*)::int from post_text' }))[0]?.['count']

test('posts of before are brought over, those without a text left out, and the index takes the place of the old one', async () => {
  await withTemporaryDatabase({
    serverUrl,
    run: async (url) => {
      await migrateUntil({ url, isKnown: (name) => name < triggers })
      await rowsOf({ url, text: fill })
      await migrate({ url })
      expect(await outOfStep(url)).toEqual([])
      expect(await copied(url)).toBe(count * 0.9)
      const indexes = await rowsOf({
        url,
        text: `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname like '%trgm%'`,
      })
      expect(indexes).toEqual([{ name: 'post_text_trgm_idx', valid: true }])
    },
  })
})

test('posts that are written, edited, emptied and deleted while others are brought over keep their last text', async () => {
  await withTemporaryDatabase({
    serverUrl,
    run: async (url) => {
      await migrateUntil({ url, isKnown: (name) => name < triggers })
      await rowsOf({ url, text: fill })
      await migrateUntil({ url, isKnown: (name) => name <= triggers })

      const writer = new pg.Client({ connectionString: url })
      await writer.connect()
      try {
        await writer.query('begin')
        await writer.query("update post set content = 'Edited' where id in ('post_11', 'post_2499')")
        await writer.query("update post set content = null where id = 'post_12'")
        await writer.query("update post set status = 'flowing', first_intent_at = now() where id = 'post_13'")
        await writer.query("delete from post where id = 'post_14'")
        await writer.query("update post set content = 'Undone' where id = 'post_15'")
        const migrating = migrate({ url })
        await vi.waitFor(async () => expect(await copied(url)).toBeGreaterThanOrEqual(count * 0.9 - 6), { timeout: 30_000 })
        // By now the migration waits for the posts that are locked here; these it does not know of.
        await writer.query(
          "insert into post select (jsonb_populate_record(post, jsonb_build_object('id', 'post_new_' || id))).* from post where id in ('post_21', 'post_22')",
        )
        await rowsOf({
          url,
          text: "update post set content = 'Edited' where id = 'post_21'; update post set content = null where id = 'post_22'; delete from post where id = 'post_23'",
        })
        await writer.query('commit')
        await migrating
      } finally {
        await writer.end()
      }
      expect(await outOfStep(url)).toEqual([])
      expect(await rowsOf({ url, text: "select post_id as id from post_text where content = 'Edited' order by 1" })).toEqual([
        { id: 'post_11' },
        { id: 'post_21' },
        { id: 'post_2499' },
      ])
    },
  })
})

test('begun again after an interruption, the bringing over completes what is missing', async () => {
  await withTemporaryDatabase({
    serverUrl,
    run: async (url) => {
      await migrateUntil({ url, isKnown: (name) => name < triggers })
      await rowsOf({ url, text: fill })
      await migrateUntil({ url, isKnown: (name) => name <= triggers })
      await rowsOf({
        url,
        text: 'insert into post_text (post_id, workspace_id, mode, content) select id, workspace_id, mode, content from post where content is not null order by id limit 1000',
      })
      await migrate({ url })
      expect(await outOfStep(url)).toEqual([])
    },
  })
})
