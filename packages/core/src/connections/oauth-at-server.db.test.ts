import { randomBytes } from 'node:crypto'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { createNetworks } from '@flow/networks'
import type { NetworkAdapter } from '@flow/networks/port'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  authorizeConnection,
  createSealer,
  createWorkspace,
  finishConnection,
  parseKeyRing,
  renewDueConnections,
  systemContext,
  type Connector,
  type Context,
} from '../index.ts'
import { readCredentials } from './read-credentials.ts'

let testDatabase: TestDatabase
let database: Database
let ctx: Context
let connector: Connector

const publicUrl = 'https://flow.example'
const server = 'https://m.example'
let registered = 0
// What the server no longer knows.
let forgotten: string | undefined
const asked: string[] = []

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, applicationName: 'test', onError: () => undefined })
  const mastodon = createNetworks({ baseUrls: {} }).get('mastodon')
  if (!mastodon) throw new Error('no mastodon')
  // A server whose tokens end, as some with the same API have it.
  const adapter: NetworkAdapter = {
    ...mastodon,
    verify: async ({ credentials }) => ({ remoteId: `1@${credentials.server}`, handle: null, displayName: 'Anna', url: null, expiresAt: null }),
    oauthAt: async ({ server: at, redirectUrl, application }) => {
      const isKnown = application !== null && application !== forgotten
      if (!isKnown) registered += 1
      const known = isKnown ? application : `application ${registered}`
      const client = {
        begin: async ({ state }: { state: string }) => ({ url: `${at}/oauth/authorize?state=${state}` }),
        exchange: async () => ({ accessToken: 'first', refreshToken: 'again', expiresInSeconds: 3_600 }),
        refresh: async ({ refreshToken }: { refreshToken: string }) => {
          asked.push(`${known} at ${at} for ${redirectUrl} with ${refreshToken}`)
          return { accessToken: 'second', refreshToken: null, expiresInSeconds: 3_600 }
        },
      }
      return { client, application: known }
    },
  }
  const open = { fetch, openSocket: (url: string) => new WebSocket(url) }
  const sealer = createSealer({ keyRing: parseKeyRing(randomBytes(32).toString('base64')), purpose: 'credentials' })
  connector = { networks: new Map([['mastodon', adapter]]), oauth: new Map(), sealer, ...open, guarded: open, db: database.sql }
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Test' })
  ctx = systemContext({ sql: database.sql, workspaceId, publicUrl, name: 'test' })
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})
beforeEach(async () => {
  await database.sql.execute(sql`delete from oauth_application`)
  asked.length = 0
  registered = 0
  forgotten = undefined
})

async function connect(): Promise<string> {
  const { url } = await authorizeConnection({ ctx, connector, body: { network: 'mastodon', server } })
  const parameters = new URLSearchParams({ state: new URL(url).searchParams.get('state') ?? '', code: 'c' })
  const finished = await finishConnection({ connector, parameters, publicUrl, requestId: 'req_1', ipAddress: '127.0.0.1' })
  if (finished.kind === 'failed') throw new Error(finished.message)
  return finished.connection.id
}

test('tokens are renewed by the application they were given to, though the network has no client for all', async () => {
  const connectionId = await connect()
  await database.sql.execute(sql`update connection set renew_at = now() - interval '1 second' where id = ${connectionId}`)
  expect(await renewDueConnections({ connector, limit: 10 })).toEqual({ renewed: 1, failed: 0 })
  expect(asked).toEqual([`application 1 at ${server} for ${publicUrl}/v1/connections/callback with again`])
  expect((await readCredentials({ connector, connectionId })).credentials).toMatchObject({ server, accessToken: 'second', refreshToken: 'again' })
  expect(registered).toBe(1)
})

test('who comes at the same moment gets the application that is kept', async () => {
  const urls = await Promise.all(Array.from({ length: 5 }, connect))
  expect(new Set(urls).size).toBe(1)
  const [kept] = await database.sql.query<{ isConfirmed: boolean }>(sql`select confirmed_at is not null as is_confirmed from oauth_application`)
  expect(kept).toEqual({ isConfirmed: true })
})

test('a server that was set up anew is registered at again, by one of those who come', async () => {
  const before = await connect()
  forgotten = 'application 1'
  expect(new Set(await Promise.all(Array.from({ length: 5 }, connect)))).toEqual(new Set([before]))
  const [kept] = await database.sql.query<{ isConfirmed: boolean }>(sql`select confirmed_at is not null as is_confirmed from oauth_application`)
  expect(kept).toEqual({ isConfirmed: true })
  const soFar = registered
  await connect()
  expect(registered).toBe(soFar)
})

test('an application that this Flow can’t open any more is told as that', async () => {
  await connect()
  await database.sql.execute(sql`update oauth_application set sealed = decode('00', 'hex')`)
  await expect(connect()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('master key') })
})
