import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './index.ts'

test('clones made at once hold the schema and know nothing of each other', async () => {
  const databases = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()))
  const [first, second] = databases
  if (!first || !second) throw new Error('two databases expected')
  await run({ url: first.url, text: "insert into workspace (id, name, slug) values ('ws_1', 'One', 'one')" })
  expect(await run({ url: first.url, text: 'select id from workspace' })).toEqual([{ id: 'ws_1' }])
  expect(await run({ url: second.url, text: 'select id from workspace' })).toEqual([])
  await Promise.all(databases.map((database) => database.drop()))
})

async function run({ url, text }: { url: string; text: string }): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
