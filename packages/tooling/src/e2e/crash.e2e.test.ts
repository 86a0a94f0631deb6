import type { Schemas } from '@flow/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

let flow: RunningFlow
let database: pg.Client

beforeAll(async () => {
  flow = await runFlow({ workers: 0 })
  database = new pg.Client({ connectionString: flow.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await flow?.stop()
})

const statusOf = async (id: string) => (await database.query('select status, worker_id from publication where post_id = $1', [id])).rows[0]

// Aimed at are 15 s; the bound stands at five times that, since machines differ.
const fiveTimesMs = 75_000

test.each([
  ['between claim and commit of the intent', 'Claimed', 6_000, async (id: string) => (await statusOf(id)).worker_id !== null],
  ['between intent and answer', '[[sandbox:slow 8]] Sending', 0, async (id: string) => (await statusOf(id)).status === 'sending'],
])(
  'a worker killed %s: the post is published exactly once',
  async (name, content, inMs, isThere) => {
    const { apiKey } = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
    const channel = (await flow.call('POST', '/v1/channels', { body: { name: 'Crash' }, apiKey })).json.data as Schemas['Channel']
    const doomed = await flow.startWorker()
    const { id } = (
      await flow.call('POST', '/v1/posts', { body: { channelId: channel.id, content, scheduledFor: new Date(Date.now() + inMs).toISOString() }, apiKey })
    ).json.data as Schemas['Post']
    await until('the worker holds the post', () => isThere(id))
    await doomed.kill()
    expect((await database.query('select 1 from built_in_entry where content = $1', [content])).rowCount).toBe(0)

    const killedAt = performance.now()
    const { worker_id: deadWorker } = await statusOf(id)
    const heir = await flow.startWorker()
    await until('the dead worker’s post is taken up', async () => (await statusOf(id)).worker_id !== deadWorker, fiveTimesMs)
    console.log(`a post whose worker was killed ${name} was taken up after ${((performance.now() - killedAt) / 1000).toFixed(1)} s`)
    await until(
      'the post is done',
      async () => ((await flow.call('GET', `/v1/posts/${id}`, { apiKey })).json.data as Schemas['Post']).status === 'done',
      fiveTimesMs,
    )
    expect((await database.query('select 1 from built_in_entry where content = $1', [content])).rowCount).toBe(1)
    const { rows } = await database.query(
      "select state from attempt join publication p on p.id = publication_id where p.post_id = $1 and state in ('sending', 'unknown')",
      [id],
    )
    expect(rows).toEqual([])
    await heir.kill()
  },
  120_000,
)
