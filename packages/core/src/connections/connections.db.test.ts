import { randomBytes } from 'node:crypto'
import { openDatabase, sql, type Database } from '@flow/db'
import { createTestDatabase, type TestDatabase } from '@flow/db/testing'
import { NetworkError, type Account, type Credentials, type NetworkAdapter, type Tokens } from '@flow/networks/port'
import { createNetworks } from '@flow/networks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  authorizeConnection,
  createChannel,
  createConnection,
  createPost,
  createSealer,
  createWorkspace,
  deleteConnection,
  deletePost,
  finishConnection,
  getChannel,
  getConnection,
  getPost,
  listConnections,
  listPostPublications,
  parseKeyRing,
  preflightPost,
  renewDueConnections,
  systemContext,
  updateChannel,
  updateConnection,
  verifyConnection,
  type Connector,
  type Context,
} from '../index.ts'
import { openCredentials } from './open-credentials.ts'
import { readCredentials } from './read-credentials.ts'
import { renewCredentials } from './renew-credentials.ts'

let server: TestDatabase
let database: Database
let ctx: Context
let connector: Connector

// A live network whose mood a test sets: whom it takes a token for, and what it answers to a refresh.
let accountOf: (credentials: Credentials) => Account
let refreshed: () => Promise<Tokens>
const account = (remoteId: string): Account => ({ remoteId, handle: `@${remoteId}`, displayName: `Account ${remoteId}`, url: null, expiresAt: null })
const expired = () => new NetworkError({ kind: 'credentials_expired', message: 'The network no longer takes this token. Connect again.' })
const sealerOf = (key: Buffer) => createSealer({ keyRing: parseKeyRing(key.toString('base64')), purpose: 'credentials' })

beforeAll(async () => {
  server = await createTestDatabase()
  database = openDatabase({ url: server.url, applicationName: 'test', onError: () => undefined })
  const networks = new Map(createNetworks({ baseUrls: {} }))
  const discord = networks.get('discord')
  if (!discord) throw new Error('no discord')
  const live: NetworkAdapter = {
    ...discord,
    network: 'live',
    capabilities: {
      ...discord.capabilities,
      network: 'live',
      credentialFields: [
        { name: 'token', label: 'Token', help: 'Any', isSecret: true, isRequired: true, pattern: null, example: 't' },
        { name: 'page', label: 'Page', help: 'Any', isSecret: false, isRequired: false, pattern: '^p', example: 'p1' },
      ],
      oauthFields: { page: 'optional' },
    },
    verify: async ({ credentials }) => accountOf(credentials),
  }
  networks.set('live', live)
  const client = {
    begin: async ({ state }: { state: string }) => ({ url: `https://network.example/authorize?state=${state}` }),
    exchange: async () => ({ accessToken: 'a1', refreshToken: 'r1', expiresInSeconds: 3_600 }),
    refresh: () => refreshed(),
  }
  const open = { fetch, openSocket: (url: string) => new WebSocket(url) }
  connector = { networks, oauth: new Map([['live', client]]), sealer: sealerOf(randomBytes(32)), ...open, guarded: open, db: database.sql }
  ctx = await newContext()
})
afterAll(async () => {
  await database?.close()
  await server?.drop()
})

beforeEach(() => {
  accountOf = ({ token, accessToken }) => account(token?.split(':')[0] ?? accessToken ?? '')
})

async function newContext(): Promise<Context> {
  const { workspaceId } = await createWorkspace({ db: database.sql, name: 'Test' })
  return systemContext({ sql: database.sql, workspaceId, publicUrl: 'http://localhost', name: 'test' })
}
const connect = (token: string, as = ctx) => createConnection({ ctx: as, connector, body: { network: 'live', credentials: { token } } })
const later = () => new Date(Date.now() + 3_600_000).toISOString()
const eventsOf = (id: string) => database.sql.query<{ type: string; data: unknown }>(sql`select type, data from event where subject_id = ${id} order by id`)

test('credentials are sealed for their row alone, and in no answer, event or audit entry', async () => {
  const connection = await connect('anna:top-secret')
  expect(JSON.stringify(connection)).not.toContain('top-secret')
  const [row] = await database.sql.query<{ credentials: Buffer }>(sql`select credentials from connection where id = ${connection.id}`)
  expect(row?.credentials.toString('latin1')).not.toContain('top-secret')
  const { credentials } = await openCredentials({ connector, connectionId: connection.id })
  expect(credentials).toEqual({ token: 'anna:top-secret' })
  const other = { ...connector, sealer: sealerOf(randomBytes(32)) }
  await expect(openCredentials({ connector: other, connectionId: connection.id })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('master key'),
  })
  const told = await database.sql.query(sql`select data::text from event union all select row_to_json(a)::text from audit_entry a`)
  expect(JSON.stringify(told)).not.toContain('top-secret')
})

test('an account is connected once, whoever comes at the same time, and keeps its connection when it is connected again', async () => {
  const rivals = await Promise.all([connect('ben:1'), connect('ben:2'), connect('ben:3')])
  const [id] = new Set(rivals.map((each) => each.id))
  expect(new Set(rivals.map((each) => each.id)).size).toBe(1)
  const channel = await createChannel({ ctx, body: { name: 'C', color: '#3B82F6', timezone: 'UTC', feedEnabled: true, connectionIds: [id ?? ''] } })
  const again = await connect('ben:4')
  expect(again).toMatchObject({ id, channelIds: [channel.id], status: 'active' })
})

test('what the network refuses is told; where it does not answer, nothing is', async () => {
  accountOf = () => {
    throw expired()
  }
  await expect(connect('carl')).rejects.toMatchObject({ code: 'CREDENTIALS_REJECTED', message: expect.stringContaining('Connect again') })
  accountOf = () => {
    throw new NetworkError({ kind: 'unavailable', message: 'It is away.', retryAfterMs: 7_000 })
  }
  await expect(connect('carl')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 7 })
})

test.each([
  ['an unknown field', { network: 'live', credentials: { token: 't', colour: 'red' } }, 'credentials.colour'],
  ['a missing field', { network: 'telegram', credentials: { chatId: '@flownews' } }, 'credentials.botToken'],
  ['a value of another form', { network: 'discord', credentials: { webhookUrl: 'https://example.org/hook' } }, 'credentials.webhookUrl'],
  ['a built-in network', { network: 'feed', credentials: { token: 't' } }, 'network'],
  ['the sandbox for a live key', { network: 'sandbox', credentials: { token: 't' } }, 'network'],
  ['a blank name', { network: 'live', credentials: { token: 't' }, name: ' ' }, 'name'],
])('%s is named', async (_name, body, field) => {
  // The tables' rows are bodies of the operation.
  await expect(createConnection({ ctx, connector, body })).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] })
})

test('a connection of another workspace or mode is not found, byte for byte like one that never was', async () => {
  const { id } = await connect('dora')
  const stranger = await newContext()
  const missing = await getConnection({ ctx: stranger, id: 'conn_never' }).catch((error: unknown) => error)
  for (const as of [stranger, { ...ctx, mode: 'test' as const }]) {
    await expect(getConnection({ ctx: as, id })).rejects.toEqual(missing)
    await expect(updateConnection({ ctx: as, connector, id, body: { name: 'Mine' } })).rejects.toEqual(missing)
    await expect(deleteConnection({ ctx: as, id })).rejects.toEqual(missing)
    expect((await listConnections({ ctx: as, query: {} })).rows).toEqual([])
    const body = { name: 'C', color: '#3B82F6', timezone: 'UTC', feedEnabled: true, connectionIds: [id] }
    await expect(createChannel({ ctx: as, body })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND', details: [{ field: 'connectionIds[0]' }] })
  }
})

test('new credentials must be of the same account', async () => {
  const { id } = await connect('eva:1')
  await expect(updateConnection({ ctx, connector, id, body: { credentials: { token: 'fred' } } })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' })
  expect(await updateConnection({ ctx, connector, id, body: { name: 'Eva', credentials: { token: 'eva:2' } } })).toMatchObject({ name: 'Eva' })
  expect((await openCredentials({ connector, connectionId: id })).credentials).toEqual({ token: 'eva:2' })
})

test('a check-up that finds the credentials ended says so once; one that finds them good takes it back', async () => {
  const { id } = await connect('gina')
  accountOf = () => {
    throw expired()
  }
  const found = await verifyConnection({ ctx, connector, id })
  await verifyConnection({ ctx, connector, id })
  expect(found).toMatchObject({ status: 'expired', reasonCode: 'credentials_expired' })
  expect((await eventsOf(id)).map((event) => event.type)).toEqual(['connection.expired'])
  await expect(openCredentials({ connector, connectionId: id })).rejects.toMatchObject({ kind: 'credentials_expired' })
  accountOf = () => account('gina')
  expect(await verifyConnection({ ctx, connector, id })).toMatchObject({ status: 'active', reasonCode: null })
})

test('queued posts follow the connections of their channel', async () => {
  const [one, two] = [await connect('hugo'), await connect('ida')]
  const channel = await createChannel({ ctx, body: { name: 'F', color: '#3B82F6', timezone: 'UTC', feedEnabled: false, connectionIds: [one.id] } })
  const { post } = await createPost({ ctx, body: { channelId: channel.id, content: 'x', scheduledFor: later(), enableOptimization: false } })
  const targets = async () => (await listPostPublications({ ctx, id: post.id })).map((publication) => publication.connectionId).sort()
  expect(await targets()).toEqual([one.id])
  await updateChannel({ ctx, id: channel.id, body: { connectionIds: [two.id, one.id] } })
  expect(await targets()).toEqual([one.id, two.id].sort())
  await updateChannel({ ctx, id: channel.id, body: { connectionIds: [two.id] } })
  expect(await targets()).toEqual([two.id])
  await expect(updateChannel({ ctx, id: channel.id, body: { connectionIds: [two.id, 'conn_x'] } })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' })
  expect(await targets()).toEqual([two.id])
})

test('deleting blocks what waits, erases the credentials and leaves the channel and the rest of the post', async () => {
  const connection = await connect('jan')
  const channel = await createChannel({ ctx, body: { name: 'D', color: '#3B82F6', timezone: 'UTC', feedEnabled: true, connectionIds: [connection.id] } })
  const { post } = await createPost({ ctx, body: { channelId: channel.id, content: 'x', scheduledFor: later(), enableOptimization: false } })
  await deleteConnection({ ctx, id: connection.id })
  await expect(getConnection({ ctx, id: connection.id })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' })
  const publications = await listPostPublications({ ctx, id: post.id })
  expect((await getPost({ ctx, id: post.id })).status).toBe('queued')
  expect(new Map(publications.map((each) => [each.network, each.reason?.code ?? null]))).toEqual(
    new Map([
      ['feed', null],
      ['live', 'connection_deleted'],
    ]),
  )
  expect((await getChannel({ ctx, id: channel.id })).connectionIds).toEqual([])
  expect((await eventsOf(channel.id)).map((event) => event.type)).toEqual(['channel.created', 'channel.updated'])
  const [row] = await database.sql.query<{ credentials: Buffer | null }>(sql`select credentials from connection where id = ${connection.id}`)
  expect(row?.credentials).toBeNull()
  await deletePost({ ctx, id: post.id })
  expect((await connect('jan')).id).not.toBe(connection.id)
})

test('posts that are created while a connection is deleted never wait on it', async () => {
  const connection = await connect('kim')
  const channel = await createChannel({ ctx, body: { name: 'R', color: '#3B82F6', timezone: 'UTC', feedEnabled: true, connectionIds: [connection.id] } })
  const create = () => createPost({ ctx, body: { channelId: channel.id, content: 'x', scheduledFor: later(), enableOptimization: false } })
  const relink = () => updateChannel({ ctx, id: channel.id, body: { connectionIds: [connection.id] } }).catch(() => undefined)
  await Promise.all([create(), relink(), create(), deleteConnection({ ctx, id: connection.id }), create(), relink(), create()])
  const waiting = await database.sql.query(sql`select 1 from publication where connection_id = ${connection.id} and status <> 'blocked'`)
  expect(waiting).toEqual([])
  expect((await getChannel({ ctx, id: channel.id })).connectionIds).toEqual([])
})

const begin = async (body: { connectionId?: string; returnUrl?: string; fields?: Record<string, string> } = {}) => {
  const { url } = await authorizeConnection({ ctx, connector, body: { network: 'live', ...body } })
  return new URL(url).searchParams.get('state') ?? ''
}
const finish = (parameters: Record<string, string>) =>
  finishConnection({
    connector,
    parameters: new URLSearchParams(parameters),
    publicUrl: 'http://localhost',
    requestId: 'req_1',
    ipAddress: '127.0.0.1',
  })

test('of any number who come back with one state, one connects', async () => {
  const state = await begin({ returnUrl: 'https://app.example/accounts' })
  const rivals = await Promise.all(Array.from({ length: 5 }, () => finish({ state, code: 'c' })))
  expect(rivals.filter((each) => each.kind === 'connected')).toHaveLength(1)
  expect(rivals.filter((each) => each.kind === 'failed' && each.code === 'state_used')).toHaveLength(4)
  const rows = await database.sql.query(sql`select row_to_json(s)::text as text from oauth_state s`)
  expect(JSON.stringify(rows)).not.toContain(state)
})

test('a state that is wrong, too old, denied or of another account makes no connection and says why', async () => {
  const count = async () => (await listConnections({ ctx, query: {} })).rows.length
  const before = await count()
  expect(await finish({ state: 'made-up', code: 'c' })).toMatchObject({ kind: 'failed', code: 'state_unknown', returnUrl: null })
  expect(await finish({ code: 'c' })).toMatchObject({ kind: 'failed', code: 'state_unknown' })
  expect(await finish({ state: await begin(), error: 'access_denied' })).toMatchObject({ kind: 'failed', code: 'consent_denied' })
  const old = await begin()
  await database.sql.execute(sql`update oauth_state set expires_at = now() - interval '1 second' where used_at is null`)
  expect(await finish({ state: old, code: 'c' })).toMatchObject({ kind: 'failed', code: 'state_expired' })
  const { id } = await connect('lea')
  expect(await finish({ state: await begin({ connectionId: id }), code: 'c' })).toMatchObject({ kind: 'failed', code: 'other_account' })
  expect(await count()).toBe(before + 1)
  for (const returnUrl of ['http://app.example/', 'javascript:alert(1)', 'https://user:pass@app.example/'])
    await expect(begin({ returnUrl })).rejects.toMatchObject({ details: [{ field: 'returnUrl' }] })
})

test('what OAuth is told beforehand stays with the connection, which is renewed without being told again', async () => {
  accountOf = ({ page }) => account(`page ${page}`)
  const done = await finish({ state: await begin({ fields: { page: ' p1 ' } }), code: 'c' })
  if (done.kind !== 'connected') throw new Error(done.message)
  const { id: connectionId } = done.connection
  expect((await readCredentials({ connector, connectionId })).credentials).toEqual({ page: 'p1', accessToken: 'a1', refreshToken: 'r1' })
  expect(await finish({ state: await begin({ connectionId }), code: 'c' })).toMatchObject({ kind: 'connected', connection: { id: connectionId } })
  const elsewhere = { ...connector, sealer: sealerOf(randomBytes(32)) }
  const renewal = { network: 'live', connectionId }
  await expect(authorizeConnection({ ctx, connector: elsewhere, body: renewal })).resolves.toMatchObject({ url: expect.any(String) })
  for (const [fields, field] of [
    [{ colour: 'red' }, 'fields.colour'],
    [{ page: 'x' }, 'fields.page'],
    [{ token: 'secret' }, 'fields.token'],
  ] as const) {
    await expect(begin({ fields })).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] })
  }
})

test('tokens are renewed once for all who need them, and an answer without a refresh token keeps the former', async () => {
  const done = await finish({ state: await begin(), code: 'c' })
  if (done.kind !== 'connected') throw new Error(done.message)
  const { id: connectionId, credentialsRev: seenRev } = done.connection
  let asked = 0
  refreshed = async () => {
    asked++
    await new Promise((resolve) => setTimeout(resolve, 50))
    return { accessToken: 'a2', refreshToken: null, expiresInSeconds: 3_600 }
  }
  const all = await Promise.all(Array.from({ length: 5 }, () => renewCredentials({ connector, connectionId, seenRev })))
  expect(asked).toBe(1)
  for (const each of all) expect(each).toMatchObject({ credentials: { accessToken: 'a2', refreshToken: 'r1' }, credentialsRev: seenRev + 1 })

  await database.sql.execute(sql`update connection set renew_at = now() - interval '1 second' where id = ${connectionId}`)
  refreshed = async () => {
    throw expired()
  }
  await expect(openCredentials({ connector, connectionId })).rejects.toMatchObject({ kind: 'credentials_expired' })
  expect(await getConnection({ ctx, id: connectionId })).toMatchObject({ status: 'expired' })
  expect((await eventsOf(connectionId)).map((event) => event.type)).toEqual(['connection.expired'])
  accountOf = () => account('a1')
  expect(await finish({ state: await begin({ connectionId }), code: 'c' })).toMatchObject({
    kind: 'connected',
    connection: { id: connectionId, status: 'active' },
  })
})

test('a check renews a token that has ended, and expires only what gets no new one', async () => {
  accountOf = () => account('ida')
  const done = await finish({ state: await begin(), code: 'c' })
  if (done.kind !== 'connected') throw new Error(done.message)
  const { id } = done.connection
  accountOf = ({ accessToken }) => {
    if (accessToken === 'a1') throw expired()
    return account('ida')
  }
  refreshed = async () => ({ accessToken: 'a2', refreshToken: null, expiresInSeconds: 3_600 })
  expect(await verifyConnection({ ctx, connector, id })).toMatchObject({ status: 'active', reasonCode: null })
  expect((await openCredentials({ connector, connectionId: id })).credentials).toMatchObject({ accessToken: 'a2', refreshToken: 'r1' })
  refreshed = accountOf = () => {
    throw expired()
  }
  expect(await verifyConnection({ ctx, connector, id })).toMatchObject({ status: 'expired', reasonCode: 'credentials_expired' })
})

test('a token that ended before it was connected is renewed by the refresh token beside it, and the new ones are kept', async () => {
  const live = connector.networks.get('live')
  if (!live) throw new Error('no live')
  const field = { label: 'Token', help: 'Any', isSecret: true, isRequired: true, pattern: null, example: 't' }
  const credentialFields = ['accessToken', 'refreshToken'].map((name) => ({ ...field, name }))
  const brief: NetworkAdapter = {
    ...live,
    network: 'brief',
    capabilities: { ...live.capabilities, network: 'brief', credentialFields },
    refresh: () => refreshed(),
  }
  const at = { ...connector, networks: new Map([...connector.networks, ['brief', brief]]) }
  const connectBrief = () => createConnection({ ctx, connector: at, body: { network: 'brief', credentials: { accessToken: 'ended', refreshToken: 'r1' } } })
  accountOf = ({ accessToken }) => {
    if (accessToken === 'ended') throw expired()
    return account('uma')
  }
  refreshed = async () => ({ accessToken: 'a2', refreshToken: 'r2', expiresInSeconds: 300 })
  const { id, status } = await connectBrief()
  expect(status).toBe('active')
  expect((await openCredentials({ connector: at, connectionId: id })).credentials).toEqual({ accessToken: 'a2', refreshToken: 'r2' })
  refreshed = () => {
    throw expired()
  }
  await expect(connectBrief()).rejects.toMatchObject({ code: 'CREDENTIALS_REJECTED' })
})

test('credentials whose end was known from the start expire when it comes, and say so', async () => {
  accountOf = () => ({ ...account('mia'), expiresAt: new Date(Date.now() + 3_600_000) })
  const { id, expiresAt } = await connect('mia')
  expect(expiresAt?.getTime()).toBeGreaterThan(Date.now())
  expect(await renewDueConnections({ connector, limit: 10 })).toEqual({ renewed: 0, failed: 0 })
  await database.sql.execute(sql`update connection set expires_at = now() - interval '1 second', renew_at = now() - interval '1 second' where id = ${id}`)
  expect(await renewDueConnections({ connector, limit: 10 })).toEqual({ renewed: 0, failed: 1 })
  expect(await getConnection({ ctx, id })).toMatchObject({ status: 'expired', reasonCode: 'credentials_expired' })
  expect((await eventsOf(id)).map((event) => event.type)).toEqual(['connection.expired'])
})

test('a post that is due after a connection has ended is taken with a warning that says so, and preflight shows it too', async () => {
  const { id: connectionId } = await connect('enid')
  // A network that the rules know.
  await database.sql.execute(
    sql`update connection set network = 'discord', name = 'Enid', expires_at = now() + interval '30 minutes' where id = ${connectionId}`,
  )
  const channel = await createChannel({ ctx, body: { name: 'Ending', color: '#3B82F6', timezone: 'UTC', feedEnabled: true, connectionIds: [connectionId] } })
  const body = { channelId: channel.id, content: 'Later', scheduledFor: later() }
  const warning = {
    rule: 'connection_expiring',
    severity: 'warning',
    field: 'scheduledFor',
    connectionId,
    remedy: expect.stringContaining('"Enid" again before 20'),
  }
  expect((await createPost({ ctx, body })).findings).toEqual([expect.objectContaining(warning)])
  const preflight = await preflightPost({ ctx, body })
  expect(preflight).toMatchObject({ isAccepted: true, findings: [warning] })
  const { scheduledFor: _later, ...now } = body
  expect((await createPost({ ctx, body: now })).findings).toEqual([])
  await database.sql.execute(
    sql`update connection set status = 'expired', reason_code = 'credentials_expired', reason_message = 'Ended.' where id = ${connectionId}`,
  )
  expect((await createPost({ ctx, body: now })).findings).toMatchObject([{ rule: 'connection_expired', severity: 'warning', field: 'channelId', connectionId }])
})

test('a network that is away while tokens are renewed is asked again later', async () => {
  accountOf = () => account('noa')
  const done = await finish({ state: await begin(), code: 'c' })
  if (done.kind !== 'connected') throw new Error(done.message)
  const { id } = done.connection
  await database.sql.execute(sql`update connection set renew_at = now() - interval '1 second' where id = ${id}`)
  refreshed = async () => {
    throw new NetworkError({ kind: 'unavailable', message: 'It is away.' })
  }
  expect(await renewDueConnections({ connector, limit: 10 })).toEqual({ renewed: 0, failed: 1 })
  expect(await renewDueConnections({ connector, limit: 10 })).toEqual({ renewed: 0, failed: 0 })
  expect(await getConnection({ ctx, id })).toMatchObject({ status: 'active' })
})
