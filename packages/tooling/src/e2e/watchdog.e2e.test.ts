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

type Readiness = { status: string; checks: { database: string; worker: string; publishing: string } }
const readiness = async () => {
  const response = await fetch(`${flow.directUrls[0]}/readyz`)
  // As register-health.ts writes it.
  return { code: response.status, ...((await response.json()) as Readiness) }
}

test('what is past due by a minute makes the service not ready, is told to its owner once with a reason, and goes out in its turn', {
  timeout: 120_000,
}, async () => {
  // As the calls were held against the spec.
  const { apiKey } = (await flow.call('POST', '/v1/api-keys', { body: { name: 'Test', mode: 'test' } })).json.data as Schemas['ApiKeyWithSecret']
  const { id: channelId } = (await flow.call('POST', '/v1/channels', { body: { name: 'Late' }, apiKey })).json.data as Schemas['Channel']
  const create = async (content: string) =>
    ((await flow.call('POST', '/v1/posts', { body: { channelId, content, scheduledFor: '2099-01-01T00:00:00Z' }, apiKey })).json.data as Schemas['Post']).id
  // The first takes the worker's only slot for longer than the watchdog takes to look.
  const [slow, late] = [await create('[[sandbox:slow 12]] First'), await create('Second')]
  await database.query("update publication set run_at = now() - interval '3 minutes' where post_id = $1", [slow])
  await database.query("update publication set run_at = now() - interval '2 minutes' where post_id = $1", [late])
  // A worker that beats, and runs no job.
  await database.query("insert into worker (id) values ('worker_idle')")
  expect(await readiness()).toMatchObject({
    code: 503,
    status: 'unavailable',
    checks: { database: 'ok', worker: 'ok', publishing: expect.stringMatching(/^2 publications are past due by a minute/) },
  })

  await flow.startWorker({ FLOW_WORKER_SLOTS: '1' })
  const publication = async (id: string) => ((await flow.call('GET', `/v1/posts/${id}/publications`, { apiKey })).json.data as Schemas['Publication'][])[0]
  await until('the late one is explained', async () => (await publication(late))?.reason?.code === 'stalled')
  expect(await publication(late)).toMatchObject({ status: 'queued', reason: { message: expect.stringContaining('Flow is late with this post') } })
  await until('both are out', async () => (await publication(late))?.status === 'published' && (await publication(slow))?.status === 'published')
  expect(await publication(late)).toMatchObject({ reason: null, attempts: 1 })
  const { rows } = await database.query('select type from event where subject_id = $1 order by id', [late])
  expect(rows.map(({ type }) => type)).toEqual(['post.created', 'post.stalled', 'post.delivered'])
  await until('it is ready again', async () => (await readiness()).code === 200)
})
