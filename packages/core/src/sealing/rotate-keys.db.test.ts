import { randomBytes } from 'node:crypto'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { parseKeyRing } from './key-ring.ts'
import { rotateKeys } from './rotate-keys.ts'
import { createSealer } from './sealer.ts'

let server: TestDatabase
let database: Database

const [oldKey, newKey, strangeKey] = [1, 2, 3].map(() => randomBytes(32).toString('base64'))
const sealerOf = ({ keys, purpose }: { keys: string; purpose: string }) => createSealer({ keyRing: parseKeyRing(keys), purpose })
const place = 'mastodon https://m.example https://flow.example/back'

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Test' })
  const credentials = sealerOf({ keys: `${oldKey}`, purpose: 'credentials' })
  const secrets = sealerOf({ keys: `${oldKey}`, purpose: 'webhook-secrets' })
  const ids = Array.from({ length: 25 }, (_, index) => `conn_${String(index).padStart(3, '0')}`)
  const { sql: db } = database
  const addConnection = ({ id, sealed }: { id: string; sealed: Buffer }) =>
    db.execute(sql`
      insert into connection (id, workspace_id, mode, network, name, remote_id, remote_name, credentials, last_verified_at)
      values (${id}, ${workspaceId}, 'live', 'discord', 'C', ${id}, 'C', ${sealed}, now())`)
  for (const id of ids) await addConnection({ id, sealed: credentials.seal({ text: `secret of ${id}`, boundTo: id }) })
  const strange = sealerOf({ keys: `${strangeKey}`, purpose: 'credentials' })
  await addConnection({ id: 'conn_lost', sealed: strange.seal({ text: 'lost', boundTo: 'conn_lost' }) })
  await db.execute(sql`
    insert into oauth_application (network, server, redirect_url, sealed)
    values ('mastodon', 'https://m.example', 'https://flow.example/back', ${credentials.seal({ text: 'application', boundTo: place })})`)
  await db.execute(sql`
    insert into oauth_state (state_hash, workspace_id, mode, network, actor, sealed_verifier, expires_at)
    values ('hash', ${workspaceId}, 'live', 'x', 'test', ${credentials.seal({ text: 'verifier', boundTo: 'hash' })}, now() + interval '10 minutes')`)
  await db.execute(sql`
    insert into webhook (id, workspace_id, mode, url, events, secret, previous_secret)
    values ('webhook_1', ${workspaceId}, 'live', 'https://a.example', '{*}', ${secrets.seal({ text: 'now', boundTo: 'webhook_1' })},
      ${secrets.seal({ text: 'before', boundTo: 'webhook_1' })})`)
})
afterAll(async () => {
  await database?.close()
  await server?.drop()
})

test('after a rotation in batches the newest key alone opens everything; what no key opens is named and left as it is', async () => {
  const progress: string[] = []
  const keyRing = parseKeyRing(`${newKey},${oldKey}`)
  const run = () => rotateKeys({ db: database.sql, keyRing, batchSize: 10, onProgress: ({ name, resealed }) => progress.push(`${name} ${resealed}`) })
  expect(await run()).toEqual([
    { name: 'connections', resealed: 25, lost: ['conn_lost'] },
    { name: 'OAuth applications', resealed: 1, lost: [] },
    { name: 'OAuth ways under way', resealed: 1, lost: [] },
    { name: 'webhook secrets', resealed: 1, lost: [] },
    { name: 'former webhook secrets', resealed: 1, lost: [] },
  ])
  expect(progress.slice(0, 3)).toEqual(['connections 10', 'connections 20', 'connections 25'])

  const [credentials, secrets] = ['credentials', 'webhook-secrets'].map((purpose) => sealerOf({ keys: `${newKey}`, purpose }))
  const rows = await database.sql.query<{ id: string; credentials: Buffer }>(sql`select id, credentials from connection where id <> 'conn_lost' order by id`)
  expect(rows.map(({ id, credentials: sealed }) => credentials?.open({ sealed, boundTo: id }))).toEqual(rows.map(({ id }) => `secret of ${id}`))
  const [rest] = await database.sql.query<{ sealed: Buffer; sealedVerifier: Buffer; secret: Buffer; previousSecret: Buffer }>(sql`
    select sealed, sealed_verifier, secret, previous_secret from oauth_application, oauth_state, webhook`)
  if (!rest) throw new Error('there is a row')
  expect(credentials?.open({ sealed: rest.sealed, boundTo: place })).toBe('application')
  expect(credentials?.open({ sealed: rest.sealedVerifier, boundTo: 'hash' })).toBe('verifier')
  expect(secrets?.open({ sealed: rest.secret, boundTo: 'webhook_1' })).toBe('now')
  expect(secrets?.open({ sealed: rest.previousSecret, boundTo: 'webhook_1' })).toBe('before')

  expect((await run()).map(({ resealed }) => resealed)).toEqual([0, 0, 0, 0, 0])
})
